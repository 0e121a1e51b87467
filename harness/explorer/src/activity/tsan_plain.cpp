// Plain accesses: writes are recorded, reads are not.
#include <cstddef>

#include "meeting.hpp"
#include "parts.hpp"
#include "task.hpp"

namespace lockstep::explorer::activity {

void keep_plain_accesses() noexcept {}

namespace {

struct Hooks {
  static void read(void*, std::size_t, const void*) noexcept {}
  static void write(void* at, std::size_t size, const void* pc) noexcept {
    if (size == 0) return;
    note_write(at, false, pc);
    before_write(at, pc);
  }
  static void vptr_read(void**, const void*) noexcept {}
  // Constructors and destructors write the pointer to the class's own functions: no data.
  static void vptr_update(void**, void*, const void*) noexcept {}
  static void begin() noexcept { keep_recording(); }
  static void enter(const void*, const void*) noexcept {}
};

}  // namespace
}  // namespace lockstep::explorer::activity

#define LOCKSTEP_TSAN_HOOKS lockstep::explorer::activity::Hooks
#include <lockstep/tsan/plain_functions.hpp>
// The library's are wrapped: the note is made there.
#include <lockstep/tsan/memory_functions.hpp>
