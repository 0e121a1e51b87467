// The part of the ThreadSanitizer ABI for plain accesses, as g++ 12 … 14 and clang 14 … 19 emit it:
// what the compiler calls just before each. Include it once in a runtime, in one file.
//
// LOCKSTEP_TSAN_HOOKS names a struct of static functions that the runtime defines before:
//   read(void* at, std::size_t size, const void* pc)
//   write(void* at, std::size_t size, const void* pc)
//   vptr_read(void** at, const void* pc)
//   vptr_update(void** at, void* value, const void* pc)
//   begin()                                    before main
//   enter(const void* returns_to, const void* stack)   a function has been entered; its frame
//                                              reaches down to `stack`
// `pc` is where the call returns to. A size may be 0 only where a range is meant.
// For __tsan_memcpy and its like there is memory_functions.hpp, or what the runtime has of its own.
#pragma once

#include <cstddef>

// NOLINTBEGIN: the names are the compiler's.
#define LOCKSTEP_TSAN_READ(name, size) \
  void __tsan_##name(void* at) { LOCKSTEP_TSAN_HOOKS::read(at, size, __builtin_return_address(0)); }
#define LOCKSTEP_TSAN_WRITE(name, size)                                \
  void __tsan_##name(void* at) {                                       \
    LOCKSTEP_TSAN_HOOKS::write(at, size, __builtin_return_address(0)); \
  }

#define LOCKSTEP_TSAN_ACCESSES(size)                                                           \
  LOCKSTEP_TSAN_READ(read##size, size)                                                         \
  LOCKSTEP_TSAN_WRITE(write##size, size)                                                       \
  LOCKSTEP_TSAN_WRITE(read_write##size, size)                                                  \
  LOCKSTEP_TSAN_READ(unaligned_read##size, size)                                               \
  LOCKSTEP_TSAN_WRITE(unaligned_write##size, size)                                             \
  LOCKSTEP_TSAN_WRITE(unaligned_read_write##size, size)                                        \
  LOCKSTEP_TSAN_READ(volatile_read##size, size)                                                \
  LOCKSTEP_TSAN_WRITE(volatile_write##size, size)                                              \
  LOCKSTEP_TSAN_READ(unaligned_volatile_read##size, size)                                      \
  LOCKSTEP_TSAN_WRITE(unaligned_volatile_write##size, size)                                    \
  void __tsan_read##size##_pc(void* at, void* pc) { LOCKSTEP_TSAN_HOOKS::read(at, size, pc); } \
  void __tsan_write##size##_pc(void* at, void* pc) { LOCKSTEP_TSAN_HOOKS::write(at, size, pc); }

extern "C" {

LOCKSTEP_TSAN_ACCESSES(1)
LOCKSTEP_TSAN_ACCESSES(2)
LOCKSTEP_TSAN_ACCESSES(4)
LOCKSTEP_TSAN_ACCESSES(8)
LOCKSTEP_TSAN_ACCESSES(16)

void __tsan_read_range(void* at, std::size_t size) {
  LOCKSTEP_TSAN_HOOKS::read(at, size, __builtin_return_address(0));
}
void __tsan_write_range(void* at, std::size_t size) {
  LOCKSTEP_TSAN_HOOKS::write(at, size, __builtin_return_address(0));
}
void __tsan_read_range_pc(void* at, std::size_t size, void* pc) {
  LOCKSTEP_TSAN_HOOKS::read(at, size, pc);
}
void __tsan_write_range_pc(void* at, std::size_t size, void* pc) {
  LOCKSTEP_TSAN_HOOKS::write(at, size, pc);
}

void __tsan_vptr_read(void** at) {
  LOCKSTEP_TSAN_HOOKS::vptr_read(at, __builtin_return_address(0));
}
void __tsan_vptr_update(void** at, void* value) {
  LOCKSTEP_TSAN_HOOKS::vptr_update(at, value, __builtin_return_address(0));
}

void __tsan_init() { LOCKSTEP_TSAN_HOOKS::begin(); }
void __tsan_func_entry(void* returns_to) {
  LOCKSTEP_TSAN_HOOKS::enter(returns_to, __builtin_dwarf_cfa());
}
void __tsan_func_exit() {}
void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}

}  // extern "C"
// NOLINTEND

#undef LOCKSTEP_TSAN_READ
#undef LOCKSTEP_TSAN_WRITE
#undef LOCKSTEP_TSAN_ACCESSES
