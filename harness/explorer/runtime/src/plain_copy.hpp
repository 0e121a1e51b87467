// Copying and filling without memcpy and memset, which are interposed: what the runtime does to
// memory is no access of the program.
#pragma once

#include <cstddef>

namespace lockstep::explorer::runtime {

inline void plain_copy(void* to, const void* from, std::size_t size) noexcept {
  asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size)::"memory");
}

/// Backwards, for ranges that overlap so that `to` lies above `from`.
inline void plain_copy_backwards(void* to, const void* from, std::size_t size) noexcept {
  if (size == 0) return;
  auto* last_to = static_cast<char*>(to) + size - 1;
  const auto* last_from = static_cast<const char*>(from) + size - 1;
  asm volatile("std\n\trep movsb\n\tcld" : "+D"(last_to), "+S"(last_from), "+c"(size)::"memory");
}

inline void plain_fill(void* to, std::size_t size, int byte = 0) noexcept {
  asm volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(byte) : "memory");
}

}  // namespace lockstep::explorer::runtime
