#include "overwritten.hpp"

#include "access.hpp"
#include "core.hpp"
#include "findings.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr TaskId kMostReaders = 64;

constexpr std::uint64_t bit_of(TaskId task) noexcept {
  return task < kMostReaders ? std::uint64_t{1} << task : 0;
}

/// Calls visit(const Access&) for plain reads of these bytes by others. A read that comes after
/// another makes the shadow forget that one.
template <typename Visit>
void for_each_other_read(std::uintptr_t address, AccessKey key, Visit&& visit) {
  const TaskId me = self().id;
  core->shadow.visit(address, [&](const Access& before) {
    const bool plain_read = (before.key & (kWrite | kAtomic | kFreed)) == 0;
    if (plain_read && (bytes_of(before.key) & bytes_of(key)) != 0 && task_of(before.key) != me) {
      visit(before);
    }
  });
}

std::uint64_t others_that_read(std::uintptr_t address, AccessKey key) {
  std::uint64_t readers = 0;
  for_each_other_read(address, key,
                      [&](const Access& read) { readers |= bit_of(task_of(read.key)); });
  return readers;
}

Overwritten::Place& place_for(std::uintptr_t address, AccessKey key) {
  Overwritten::Place* place = core->overwritten.find(address);
  if (place == nullptr || place->bytes != bytes_of(key)) {
    place = &core->overwritten.make(address, bytes_of(key));
  }
  for_each_other_read(address, key,
                      [&](const Access& read) { place->add({task_of(read.key), read.pc}); });
  return *place;
}

void note_read(std::uintptr_t address, AccessKey key) {
  const std::uint64_t me = bit_of(self().id);
  Overwritten::Place* place = core->overwritten.find(address);
  if (place != nullptr && (place->bytes & bytes_of(key)) != 0) place->outdated &= ~me;
  const std::uint64_t readers = self().held.empty() ? 0 : others_that_read(address, key);
  if (readers != 0) place_for(address, key).seen |= readers;
}

void note_write(std::uintptr_t address, AccessKey key, std::uintptr_t pc) {
  const Task& now = self();
  const std::uint64_t me = bit_of(now.id);
  Overwritten::Place* place = core->overwritten.find(address);
  if (place != nullptr && (place->bytes & bytes_of(key)) != 0 && (place->outdated & me) != 0) {
    // What is on one's own stack may by now be another variable.
    if (!now.held.empty() && !is_on_stack(now.fiber, address)) note_stale_write(*place, pc);
  }
  const std::uint64_t readers = now.held.empty() ? 0 : others_that_read(address, key);
  if (place == nullptr && readers == 0) return;
  place = &place_for(address, key);
  place->outdated = (place->outdated | place->seen | readers) & ~me;
  place->seen = 0;
  place->writer = now.id;
  place->pc = pc;
  if (core->manner.detailed) place->stack = stack_at(pc);
}

}  // namespace

void Overwritten::Place::add(const Reader& reader) noexcept {
  for (Reader& known : readers) {
    if (known.pc != 0 && known.task == reader.task) {
      known.pc = reader.pc;
      return;
    }
  }
  readers[next_reader++ % readers.size()] = reader;
}

std::uintptr_t Overwritten::Place::read_by(TaskId task) const noexcept {
  for (const Reader& known : readers) {
    if (known.pc != 0 && known.task == task) return known.pc;
  }
  return 0;
}

void Overwritten::clear() noexcept {
  if (clear_) return;
  for (Place& place : places_) place.address = 0;
  clear_ = true;
}

Overwritten::Place* Overwritten::find(std::uintptr_t address) noexcept {
  if (clear_) return nullptr;
  Place& place = places_[index_of(address)];
  return place.address == (address & ~std::uintptr_t{7}) ? &place : nullptr;
}

Overwritten::Place& Overwritten::make(std::uintptr_t address, std::uint32_t bytes) noexcept {
  clear_ = false;
  core->shadow.never_alone(address);
  Place& place = places_[index_of(address)];
  place.address = address & ~std::uintptr_t{7};
  place.bytes = bytes;
  place.seen = place.outdated = 0;
  place.readers = {};
  return place;
}

void look_for_overwritten(std::uintptr_t address, AccessKey key, std::uintptr_t pc) {
  if ((key & kAtomic) != 0) return;
  if ((key & kFreed) != 0) {
    if (Overwritten::Place* place = core->overwritten.find(address)) place->seen = place->outdated = 0;
  } else if ((key & kWrite) != 0) {
    note_write(address, key, pc);
  } else {
    note_read(address, key);
  }
}

}  // namespace lockstep::explorer::runtime
