// malloc and its kin. Blocks of the program come from its arena, the explorer's own from another.
//
// What a thread gets was freed by another in an order that the allocator guarantees, so a new block
// has no history. Freeing counts as a write: whoever uses the block without being ordered before it
// races, and whoever uses it later uses freed memory.
#include <malloc.h>

#include <bit>
#include <cerrno>
#include <cstdlib>

#include "access.hpp"
#include "findings.hpp"
#include "keep.hpp"
#include "pages.hpp"
#include "plain_copy.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

/// Where a block is taken from that is asked for now.
Arena& arena() noexcept {
  open_heaps();
  return core->exploring && !active ? core->own : core->heap;
}

void make_history_free(void* memory, std::size_t size) {
  const Inside inside;
  const auto address = reinterpret_cast<std::uintptr_t>(memory);
  core->shadow.forget(address, size);
  core->objects.forget_memory(address, size);
}

void* take(std::size_t size, std::size_t alignment, bool zeroed) noexcept {
  void* memory = arena().allocate(size, alignment, zeroed);
  if (memory == nullptr) {
    errno = ENOMEM;
  } else if (active) {
    make_history_free(memory, size);
  }
  return memory;
}

void mark_freed(std::uintptr_t address, std::size_t size, std::uintptr_t pc) {
  const Inside inside;
  constexpr std::size_t most = std::size_t{1} << 20;  // of larger blocks the beginning will do
  check_access(address, static_cast<std::uint32_t>(std::min(size, most)), kWrite | kFreed, pc);
}

void give_back(void* memory, std::uintptr_t pc) {
  if (memory == nullptr || core == nullptr) return;
  if (core->own.owns(memory)) {
    core->own.free(memory);
    return;
  }
  if (active) {
    const std::size_t size = core->heap.size_of(memory);
    if (size != 0) mark_freed(reinterpret_cast<std::uintptr_t>(memory), size, pc);
  }
  const Arena::Freed freed = core->heap.free(memory);
  if (freed == Arena::Freed::done || !active) return;
  const Inside inside;
  report_misuse(report::FindingKind::invalid_free, pc, reinterpret_cast<std::uintptr_t>(memory));
  finish(End::crash);
}

void* resize(void* memory, std::size_t size, std::uintptr_t pc) {
  if (memory == nullptr) return take(size, 16, false);
  if (size == 0) {
    give_back(memory, pc);
    return nullptr;
  }
  const std::size_t before =
      core->own.owns(memory) ? core->own.size_of(memory) : core->heap.size_of(memory);
  void* moved = take(size, 16, false);
  if (moved == nullptr) return nullptr;
  const std::size_t common = std::min(before, size);
  note_range(memory, common, 0, pc);
  plain_copy(moved, memory, common);
  give_back(memory, pc);
  return moved;
}

}  // namespace

void keep_heap_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

// NOLINTBEGIN: the names are libc's.
extern "C" {

void* malloc(std::size_t size) { return runtime::take(size, 16, false); }
void* calloc(std::size_t count, std::size_t size) {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return runtime::take(bytes, 16, true);
}
void free(void* memory) { runtime::give_back(memory, LOCKSTEP_PC); }
void* realloc(void* memory, std::size_t size) { return runtime::resize(memory, size, LOCKSTEP_PC); }
void* reallocarray(void* memory, std::size_t count, std::size_t size) {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return runtime::resize(memory, bytes, LOCKSTEP_PC);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return runtime::take(size, alignment, false);
}
void* memalign(std::size_t alignment, std::size_t size) {
  return runtime::take(size, std::bit_ceil(alignment), false);
}
int posix_memalign(void** into, std::size_t alignment, std::size_t size) {
  if (!std::has_single_bit(alignment) || alignment % sizeof(void*) != 0) return EINVAL;
  void* memory = runtime::take(size, alignment, false);
  if (memory == nullptr) return ENOMEM;
  *into = memory;
  return 0;
}
void* valloc(std::size_t size) { return runtime::take(size, runtime::kPage, false); }
void* pvalloc(std::size_t size) {
  return runtime::take(runtime::pages_up(size), runtime::kPage, false);
}
std::size_t malloc_usable_size(void* memory) {
  if (memory == nullptr || runtime::core == nullptr) return 0;
  return runtime::core->own.owns(memory) ? runtime::core->own.size_of(memory)
                                         : runtime::core->heap.size_of(memory);
}

}  // extern "C"
// NOLINTEND
