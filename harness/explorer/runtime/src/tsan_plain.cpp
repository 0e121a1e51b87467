// Plain accesses: each is looked at for races, and counted.
#include <cstdint>

#include "access.hpp"
#include "keep.hpp"
#include "returned.hpp"

namespace lockstep::explorer::runtime {

void keep_plain_accesses() noexcept {}

namespace {

struct Hooks {
  static void read(void* at, std::size_t size, const void* pc) {
    note_range(at, size, 0, at_call(pc));
  }
  static void write(void* at, std::size_t size, const void* pc) {
    note_range(at, size, kWrite, at_call(pc));
  }
  static void vptr_read(void** at, const void* pc) { read(at, sizeof *at, pc); }
  // A constructor that stores the pointer that is there already changes nothing.
  static void vptr_update(void** at, void* value, const void* pc) {
    if (*at != value) write(at, sizeof *at, pc);
  }
  static void begin() {}
  static void enter(const void* returns_to, const void* stack) { note_entry(returns_to, stack); }
};

}  // namespace
}  // namespace lockstep::explorer::runtime

#define LOCKSTEP_TSAN_HOOKS lockstep::explorer::runtime::Hooks
#include <lockstep/tsan/plain_functions.hpp>
