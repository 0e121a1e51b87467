// The part of the ThreadSanitizer ABI for plain accesses, as g++ 12 … 14 and clang emit it.
//
// The compiler calls these just before the access. Reads are not recorded.
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "parts.hpp"
#include "task.hpp"

namespace activity = lockstep::explorer::activity;

namespace lockstep::explorer::activity {
void keep_plain_accesses() noexcept {}
}  // namespace lockstep::explorer::activity

// NOLINTBEGIN: the names are the compiler's.
#define CALLER __builtin_return_address(0)

#define ACCESSES(size)                                                                      \
  void __tsan_read##size(void*) {}                                                          \
  void __tsan_read##size##_pc(void*, void*) {}                                              \
  void __tsan_volatile_read##size(void*) {}                                                 \
  void __tsan_write##size(void* at) { activity::note_write(at, false, CALLER); }            \
  void __tsan_write##size##_pc(void* at, void* pc) { activity::note_write(at, false, pc); } \
  void __tsan_volatile_write##size(void* at) { activity::note_write(at, false, CALLER); }   \
  void __tsan_read_write##size(void* at) { activity::note_write(at, false, CALLER); }

#define UNALIGNED_ACCESSES(size)                                                           \
  void __tsan_unaligned_read##size(void*) {}                                               \
  void __tsan_unaligned_volatile_read##size(void*) {}                                      \
  void __tsan_unaligned_write##size(void* at) { activity::note_write(at, false, CALLER); } \
  void __tsan_unaligned_volatile_write##size(void* at) {                                   \
    activity::note_write(at, false, CALLER);                                               \
  }                                                                                        \
  void __tsan_unaligned_read_write##size(void* at) { activity::note_write(at, false, CALLER); }

extern "C" {

void __tsan_init() { activity::keep_recording(); }
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}

ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)
UNALIGNED_ACCESSES(2)
UNALIGNED_ACCESSES(4)
UNALIGNED_ACCESSES(8)
UNALIGNED_ACCESSES(16)

void __tsan_vptr_read(void**) {}
// Constructors and destructors write the pointer to the class's own functions: no data.
void __tsan_vptr_update(void**, void*) {}

void __tsan_read_range(void*, std::size_t) {}
void __tsan_read_range_pc(void*, std::size_t, void*) {}
void __tsan_write_range(void* at, std::size_t size) {
  if (size != 0) activity::note_write(at, false, CALLER);
}
void __tsan_write_range_pc(void* at, std::size_t size, void* pc) {
  if (size != 0) activity::note_write(at, false, pc);
}

// clang calls these in place of the library's; those are wrapped too, so the note is made there.
void* __tsan_memcpy(void* to, const void* from, std::size_t size) {
  return std::memcpy(to, from, size);
}
void* __tsan_memmove(void* to, const void* from, std::size_t size) {
  return std::memmove(to, from, size);
}
void* __tsan_memset(void* to, int value, std::size_t size) { return std::memset(to, value, size); }

}  // extern "C"
// NOLINTEND
