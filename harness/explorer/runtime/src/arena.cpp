#include "arena.hpp"

#include <algorithm>
#include <bit>

#include "kernel.hpp"
#include "pages.hpp"
#include "plain_copy.hpp"

#include <sys/mman.h>

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kSmall = 1024;  // up to here a class for every 16 bytes
constexpr std::size_t kSteps = 8;     // above, so many classes for each doubling
constexpr std::size_t kGiveBack = std::size_t{64} << 20;

}  // namespace

void Arena::open(std::uintptr_t wanted, std::size_t reserve) {
  base_ = map_pages(reserve, wanted);
  reserve_ = reserve;
}

std::size_t Arena::class_of(std::size_t size) noexcept {
  if (size <= kSmall) return std::max<std::size_t>((size + 15) / 16, 1);
  const auto doubling = static_cast<std::size_t>(std::bit_width(size - 1)) - 1;  // 2^d < size
  const std::size_t step = (std::size_t{1} << doubling) / kSteps;
  const std::size_t in_doubling = (size - (std::size_t{1} << doubling) + step - 1) / step;
  constexpr std::size_t small_classes = kSmall / 16;
  return small_classes + (doubling - 10) * kSteps + in_doubling;
}

std::size_t Arena::room_of(std::size_t size_class) noexcept {
  constexpr std::size_t small_classes = kSmall / 16;
  if (size_class <= small_classes) return size_class * 16;
  const std::size_t above = size_class - small_classes - 1;
  const std::size_t doubling = 10 + above / kSteps;
  const std::size_t step = (std::size_t{1} << doubling) / kSteps;
  return (std::size_t{1} << doubling) + (above % kSteps + 1) * step;
}

std::byte* Arena::take(std::size_t size_class, bool& fresh) noexcept {
  std::byte*& head = lists_.free[size_class];
  if (head != nullptr) {
    std::byte* block = head;
    head = *reinterpret_cast<std::byte**>(block + kHeader);
    fresh = false;
    return block;
  }
  const std::size_t bytes = kHeader + room_of(size_class);
  if (bytes > reserve_ - lists_.used) return nullptr;
  std::byte* block = base_ + lists_.used;
  fresh = lists_.used >= touched_;
  lists_.used += bytes;
  touched_ = std::max(touched_, lists_.used);
  return block;
}

void* Arena::allocate(std::size_t size, std::size_t alignment, bool zeroed) noexcept {
  const std::size_t more = alignment > 16 ? alignment : 0;
  if (size > reserve_ / 2 || more > reserve_ / 4) return nullptr;
  const std::size_t size_class = class_of(size + more);
  bool fresh = false;
  std::byte* block = take(size_class, fresh);
  if (block == nullptr) return nullptr;
  auto at = reinterpret_cast<std::uintptr_t>(block) + kHeader;
  if (more != 0) at = (at + alignment - 1) & ~(alignment - 1);
  auto* memory = reinterpret_cast<std::byte*>(at);
  // What a program reads that it never wrote is the same in every execution, too.
  if (!fresh || zeroed) plain_fill(memory, size);
  auto* header = reinterpret_cast<Header*>(memory - kHeader);
  header->size = size & ((std::uint64_t{1} << 48) - 1);
  header->room = static_cast<std::uint16_t>(size_class);
  header->ahead = static_cast<std::uint32_t>((memory - kHeader - block) / 16);
  header->state = kInUse;
  return memory;
}

Arena::Header* Arena::header_of(const void* memory) const noexcept {
  if (!owns(memory) || reinterpret_cast<std::uintptr_t>(memory) % 16 != 0) return nullptr;
  auto* at = const_cast<std::byte*>(static_cast<const std::byte*>(memory));
  if (at < base_ + kHeader || at > base_ + lists_.used) return nullptr;
  return reinterpret_cast<Header*>(at - kHeader);
}

Arena::Freed Arena::free(void* memory) noexcept {
  Header* header = header_of(memory);
  if (header == nullptr) return Freed::foreign;
  if (header->state == kFree) return Freed::twice;
  if (header->state != kInUse) return Freed::foreign;
  header->state = kFree;
  std::byte* block = static_cast<std::byte*>(memory) - kHeader - std::size_t{header->ahead} * 16;
  std::byte*& head = lists_.free[header->room];
  *reinterpret_cast<std::byte**>(block + kHeader) = head;
  head = block;
  return Freed::done;
}

std::size_t Arena::size_of(const void* memory) const noexcept {
  const Header* header = header_of(memory);
  return header != nullptr && header->state == kInUse ? header->size : 0;
}

void Arena::reset() noexcept {
  lists_ = kept_;
  if (touched_ - lists_.used <= kGiveBack) return;
  const std::size_t from = pages_up(lists_.used);
  kernel(SYS_madvise, reinterpret_cast<long>(base_ + from), static_cast<long>(touched_ - from),
         MADV_DONTNEED);
  touched_ = std::max(lists_.used, std::min(touched_, from));
}

}  // namespace lockstep::explorer::runtime
