// The part of the ThreadSanitizer ABI for plain accesses: what g++ and clang call before each.
#include <cstdint>

#include "access.hpp"
#include "keep.hpp"

using lockstep::explorer::runtime::kWrite;
using lockstep::explorer::runtime::note_access;
using lockstep::explorer::runtime::note_range;

namespace lockstep::explorer::runtime {
void keep_plain_accesses() noexcept {}
}  // namespace lockstep::explorer::runtime

// NOLINTBEGIN: the names are the compiler's.
#define ADDRESS reinterpret_cast<std::uintptr_t>(at)
#define ACCESS(size)                                                                               \
  void __tsan_read##size(void* at) { note_access(ADDRESS, size, 0, LOCKSTEP_PC); }                 \
  void __tsan_write##size(void* at) { note_access(ADDRESS, size, kWrite, LOCKSTEP_PC); }           \
  void __tsan_unaligned_read##size(void* at) { note_access(ADDRESS, size, 0, LOCKSTEP_PC); }       \
  void __tsan_unaligned_write##size(void* at) { note_access(ADDRESS, size, kWrite, LOCKSTEP_PC); } \
  void __tsan_volatile_read##size(void* at) { note_access(ADDRESS, size, 0, LOCKSTEP_PC); }        \
  void __tsan_volatile_write##size(void* at) { note_access(ADDRESS, size, kWrite, LOCKSTEP_PC); }  \
  void __tsan_unaligned_volatile_read##size(void* at) {                                            \
    note_access(ADDRESS, size, 0, LOCKSTEP_PC);                                                    \
  }                                                                                                \
  void __tsan_unaligned_volatile_write##size(void* at) {                                           \
    note_access(ADDRESS, size, kWrite, LOCKSTEP_PC);                                               \
  }                                                                                                \
  void __tsan_read_write##size(void* at) { note_access(ADDRESS, size, kWrite, LOCKSTEP_PC); }      \
  void __tsan_unaligned_read_write##size(void* at) {                                               \
    note_access(ADDRESS, size, kWrite, LOCKSTEP_PC);                                               \
  }

extern "C" {

ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

void __tsan_read_range(void* at, std::size_t size) { note_range(at, size, 0, LOCKSTEP_PC); }
void __tsan_write_range(void* at, std::size_t size) { note_range(at, size, kWrite, LOCKSTEP_PC); }

// A constructor that stores the pointer that is there already changes nothing.
void __tsan_vptr_update(void** at, void* value) {
  if (*at != value) note_access(ADDRESS, sizeof(void*), kWrite, LOCKSTEP_PC);
}
void __tsan_vptr_read(void** at) { note_access(ADDRESS, sizeof(void*), 0, LOCKSTEP_PC); }

void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}

}  // extern "C"
// NOLINTEND
