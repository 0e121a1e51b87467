#include "object.hpp"

#include <algorithm>

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::uint64_t kGolden = 0x9e37'79b9'7f4a'7c15;

std::size_t page_bit(std::uintptr_t address) noexcept { return ((address >> 12) * kGolden) >> 52; }

}  // namespace

void Object::renew(Number as) {
  number = as;
  owner = kNoTask;
  depth = 0;
  tokens = 0;
  recursive = false;
  checks_errors = false;
  robust = owner_ended = inconsistent = unrecoverable = false;
  pc = 0;
  readers.clear();
  waiters.clear();
  tickets = 0;
  signals.clear();
  released.clear();
  read_released.clear();
  notified.by = kNoTask;
  notified.woke_nobody = false;
  notified.stack.clear();
  destroyed_by = kNoTask;
  width = 0;
  version = 1;
  last_writer = kNoTask;
  seen_version.clear();
  if (history) history->close();
}

void Objects::next_execution() noexcept {
  ++execution_;
  used_ = 0;
  std::fill(std::begin(pages_), std::end(pages_), 0);
}

std::size_t Objects::slot_of(Number number) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = ((number * kGolden) >> 32) & mask;
  while (slots_[at].execution == execution_ && slots_[at].number != number) at = (at + 1) & mask;
  return at;
}

void Objects::grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_.assign(std::max(kFirstSlots, old.size() * 2), Slot{});
  for (const Slot& slot : old) {
    if (slot.execution == execution_) slots_[slot_of(slot.number)] = slot;
  }
}

Object& Objects::get(Number number) {
  if (slots_.empty() || used_ * 2 >= slots_.size()) grow();
  Slot& slot = slots_[slot_of(number)];
  if (slot.execution == execution_) return *objects_[slot.object];
  if (used_ == objects_.size()) objects_.push_back(std::make_unique<Object>());
  slot = {number, execution_, static_cast<std::uint32_t>(used_++)};
  const std::size_t bit = page_bit(address_of(number));
  pages_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  objects_[slot.object]->renew(number);
  return *objects_[slot.object];
}

Object* Objects::find(Number number) noexcept {
  if (slots_.empty()) return nullptr;
  const Slot& slot = slots_[slot_of(number)];
  return slot.execution == execution_ ? objects_[slot.object].get() : nullptr;
}

void Objects::forget(Number number) noexcept {
  if (Object* object = find(number); object != nullptr) object->renew(number);
}

void Objects::forget_memory(std::uintptr_t address, std::size_t size) noexcept {
  const std::uintptr_t end = address + size;
  for (std::uintptr_t page = address & ~std::uintptr_t{4095}; page < end; page += 4096) {
    const std::size_t bit = page_bit(page);
    if ((pages_[bit / 64] >> (bit % 64) & 1) == 0) continue;
    const std::uintptr_t from = std::max(page, address) & ~std::uintptr_t{3};
    const std::uintptr_t to = std::min(page + 4096, end);
    for (std::uintptr_t at = from; at < to; ++at) {
      for (auto space = static_cast<std::uint8_t>(Space::memory);
           space <= static_cast<std::uint8_t>(Space::futex); ++space) {
        forget(number_of(static_cast<Space>(space), at));
      }
    }
  }
}

}  // namespace lockstep::explorer::runtime
