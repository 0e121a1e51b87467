// Wrappers of calls that map memory, give it back, or write to it for the student.
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <malloc.h>

#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdint>

#include "mappings.hpp"
#include "next.hpp"
#include "parts.hpp"
#include "task.hpp"

// glibc's own names, for calls that come before dlsym can be used.
extern "C" {
void __libc_free(void* memory);
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
}

namespace lockstep::explorer::activity {
namespace {

enum : std::uint64_t { kFile = 30, kSegment = 31 };

// Mappings of one file show the same object. A device such as /dev/zero gives each a new one.
std::uint64_t space_to_map(int descriptor, int flags) noexcept {
  struct stat info;
  const bool file = (flags & MAP_ANONYMOUS) == 0 && LOCKSTEP_NEXT(fstat)(descriptor, &info) == 0 &&
                    S_ISREG(info.st_mode);
  return file ? space_of(descriptor, kFile) : new_space();
}

void* after_mmap(void* memory, std::size_t size, int flags, int descriptor, off_t at) noexcept {
  if (memory == MAP_FAILED) return memory;
  if ((flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0) remove_mapping(memory, size);
  if ((flags & MAP_TYPE) == MAP_PRIVATE) {
    note_allocation(memory, size);
    return memory;
  }
  const auto offset = (flags & MAP_ANONYMOUS) != 0 ? 0 : static_cast<std::uint64_t>(at);
  add_mapping(memory, size, space_to_map(descriptor, flags), offset);
  return memory;
}

// Not by the compiler's memcpy, which would be a call of this file's own.
void copy_bytes(void* to, const void* from, std::size_t size) noexcept {
  asm volatile("" ::: "memory");
  auto* target = static_cast<volatile unsigned char*>(to);
  const auto* source = static_cast<const unsigned char*>(from);
  if (reinterpret_cast<std::uintptr_t>(to) - reinterpret_cast<std::uintptr_t>(from) >= size) {
    for (std::size_t i = 0; i < size; ++i) target[i] = source[i];
  } else {
    for (std::size_t i = size; i-- > 0;) target[i] = source[i];
  }
}

// Before a thread has its record these cost one load.
void forget_block(void* memory) noexcept {
  if (memory != nullptr && current_task.task != nullptr)
    forget_memory(reinterpret_cast<std::uintptr_t>(memory), malloc_usable_size(memory));
}

void* allocated(void* memory) noexcept {
  if (memory != nullptr && current_task.task != nullptr)
    note_allocation(memory, malloc_usable_size(memory));
  return memory;
}

void note_block(void* to, std::size_t size, const void* caller) noexcept {
  // The recorder itself copies and clears its records.
  const auto inside = reinterpret_cast<std::uintptr_t>(to) - reinterpret_cast<std::uintptr_t>(area);
  if (size != 0 && inside >= sizeof(Area)) note_write(to, false, caller);
}

}  // namespace

void keep_memory_calls() noexcept {}

}  // namespace lockstep::explorer::activity

using namespace lockstep::explorer::activity;  // NOLINT: wrappers stand outside by their nature

#define CALLER __builtin_return_address(0)

extern "C" {

void* mmap(void* where, std::size_t size, int protection, int flags, int descriptor, off_t at) {
  void* const memory = LOCKSTEP_NEXT(mmap)(where, size, protection, flags, descriptor, at);
  return after_mmap(memory, size, flags, descriptor, at);
}
void* mmap64(void* where, std::size_t size, int protection, int flags, int descriptor, off64_t at) {
  void* const memory = LOCKSTEP_NEXT(mmap64)(where, size, protection, flags, descriptor, at);
  return after_mmap(memory, size, flags, descriptor, at);
}

int munmap(void* memory, std::size_t size) {
  forget_memory(reinterpret_cast<std::uintptr_t>(memory), size);
  remove_mapping(memory, size);
  return LOCKSTEP_NEXT(munmap)(memory, size);
}

void* mremap(void* old, std::size_t old_size, std::size_t size, int flags, ...) {
  va_list more;
  va_start(more, flags);
  void* const where = va_arg(more, void*);
  va_end(more);
  Key key;
  const bool shared = shared_key(reinterpret_cast<std::uintptr_t>(old), key);
  void* const memory = LOCKSTEP_NEXT(mremap)(old, old_size, size, flags, where);
  if (memory == MAP_FAILED) return memory;
  forget_memory(reinterpret_cast<std::uintptr_t>(old), old_size);
  if (shared) {
    remove_mapping(old, old_size);
    add_mapping(memory, size, key.space, key.offset);
  }
  return memory;
}

void* shmat(int id, const void* where, int flags) {
  void* const memory = LOCKSTEP_NEXT(shmat)(id, where, flags);
  shmid_ds info;
  if (memory != reinterpret_cast<void*>(-1) && LOCKSTEP_NEXT(shmctl)(id, IPC_STAT, &info) == 0)
    add_mapping(memory, info.shm_segsz, space_of_id(static_cast<std::uint64_t>(id), kSegment), 0);
  return memory;
}

// The size is not given; a segment ends where the next unknown page begins.
int shmdt(const void* memory) {
  Key key;
  std::size_t size = 0;
  const auto low = reinterpret_cast<std::uintptr_t>(memory);
  if (shared_key(low, key)) {
    Key next;
    while (shared_key(low + size, next) && next.space == key.space) size += 4096;
  }
  forget_memory(low, size);
  if (size != 0) remove_mapping(memory, size);
  return LOCKSTEP_NEXT(shmdt)(memory);
}

void free(void* memory) {
  forget_block(memory);
  __libc_free(memory);
}
void* malloc(std::size_t size) { return allocated(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) { return allocated(__libc_calloc(count, size)); }
void* realloc(void* memory, std::size_t size) {
  forget_block(memory);
  return allocated(__libc_realloc(memory, size));
}
void* memalign(std::size_t alignment, std::size_t size) {
  return allocated(__libc_memalign(alignment, size));
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return allocated(__libc_memalign(alignment, size));
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  const int error = errno;
  void* const block = allocated(__libc_memalign(alignment, size));
  errno = error;
  if (block == nullptr) return ENOMEM;
  *memory = block;
  return 0;
}

// The library's own functions do the work once they are known; the dynamic linker needs none.
static std::atomic<bool> library_ready{false};
[[gnu::constructor]] static void find_library() { library_ready = true; }

void* memcpy(void* to, const void* from, std::size_t size) {
  if (library_ready.load(std::memory_order_relaxed))
    LOCKSTEP_NEXT(memcpy)(to, from, size);
  else
    copy_bytes(to, from, size);
  note_block(to, size, CALLER);
  return to;
}

void* memmove(void* to, const void* from, std::size_t size) {
  if (library_ready.load(std::memory_order_relaxed))
    LOCKSTEP_NEXT(memmove)(to, from, size);
  else
    copy_bytes(to, from, size);
  note_block(to, size, CALLER);
  return to;
}

void* memset(void* to, int value, std::size_t size) {
  if (library_ready.load(std::memory_order_relaxed)) {
    LOCKSTEP_NEXT(memset)(to, value, size);
  } else {
    auto* target = static_cast<volatile unsigned char*>(to);
    for (std::size_t i = 0; i < size; ++i) target[i] = static_cast<unsigned char>(value);
  }
  note_block(to, size, CALLER);
  return to;
}

}  // extern "C"
