// Which code is the program's own, and which lies in a library of the system.
#pragma once

#include <cstdint>

extern "C" {
// Where the linker puts the executable's code; the explorer's own is part of it.
extern const char __executable_start[] __attribute__((visibility("hidden")));
extern const char etext[] __attribute__((visibility("hidden")));
}

namespace lockstep::explorer::runtime {

[[nodiscard]] inline bool is_program_code(std::uintptr_t pc) noexcept {
  return pc - reinterpret_cast<std::uintptr_t>(__executable_start) <
         static_cast<std::uintptr_t>(etext - __executable_start);
}

}  // namespace lockstep::explorer::runtime
