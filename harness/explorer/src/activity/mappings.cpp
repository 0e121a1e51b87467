#include "mappings.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <span>

namespace lockstep::explorer::activity {
namespace {

enum class Slot : std::uint32_t { empty, busy, ready };

struct Mapping {
  std::atomic<Slot> slot;
  std::uintptr_t low;
  std::uintptr_t high;
  std::uint64_t space;
  std::uint64_t offset;
  std::int32_t mapped_by;
  std::uint32_t recording;
};

constexpr std::size_t kMaxMappings = 128;
constinit Mapping mappings[kMaxMappings] = {};
constinit std::atomic<std::size_t> slots_used{0};  // no mapping lies at or after this slot
constinit std::atomic<std::uint32_t> spaces_made{0};

std::span<Mapping> known_mappings() noexcept {
  return {mappings, slots_used.load(std::memory_order_acquire)};
}

void extend_to(std::size_t slots) noexcept {
  std::size_t used = slots_used.load();
  while (used < slots && !slots_used.compare_exchange_weak(used, slots)) {
  }
}

// splitmix64's finaliser: spreads device and inode numbers over 64 bits.
std::uint64_t mix(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

void insert(std::uintptr_t low, std::uintptr_t high, std::uint64_t space, std::uint64_t offset,
            std::int32_t mapped_by) noexcept {
  for (Mapping& mapping : mappings) {
    Slot expected = Slot::empty;
    if (!mapping.slot.compare_exchange_strong(expected, Slot::busy)) continue;
    mapping.low = low;
    mapping.high = high;
    mapping.space = space;
    mapping.offset = offset;
    mapping.mapped_by = mapped_by;
    mapping.recording = generation.load(std::memory_order_relaxed);
    mapping.slot.store(Slot::ready, std::memory_order_release);
    extend_to(static_cast<std::size_t>(&mapping - mappings) + 1);
    return;
  }
  // More shared mappings than slots: their accesses count as private, so less is said.
  if (area != nullptr) area->overflowed = true;
}

}  // namespace

std::uint64_t space_of_id(std::uint64_t id, std::uint64_t kind) noexcept {
  return kSharedSpace | mix(id + 0x9e3779b97f4a7c15u * (kind + 1));
}

std::uint64_t new_space() noexcept {
  const auto process = static_cast<std::uint64_t>(getpid());
  return space_of_id((process << 32) | spaces_made.fetch_add(1), 0);
}

std::uint64_t space_of(int descriptor, std::uint64_t kind) noexcept {
  struct statx info;
  if (statx(descriptor, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &info) != 0) return 0;
  // File systems give the number of a file that is gone to the next one: the time tells them apart.
  const auto born = (info.stx_mask & STATX_BTIME) != 0
                        ? static_cast<std::uint64_t>(info.stx_btime.tv_sec) * 1'000'000'000 +
                              info.stx_btime.tv_nsec
                        : 0;
  const std::uint64_t device = (std::uint64_t{info.stx_dev_major} << 32) | info.stx_dev_minor;
  return space_of_id(mix(device) + mix(born) + info.stx_ino, kind);
}

void add_mapping(const void* start, std::size_t size, std::uint64_t space,
                 std::uint64_t offset) noexcept {
  const auto low = reinterpret_cast<std::uintptr_t>(start);
  const Task* const task = current();
  insert(low, low + size, space, offset, task == nullptr ? -1 : task->number);
}

void remove_mapping(const void* start, std::size_t size) noexcept {
  const auto low = reinterpret_cast<std::uintptr_t>(start);
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const std::uintptr_t high = low + (size + page - 1) / page * page;
  for (Mapping& mapping : known_mappings()) {
    if (mapping.slot.load(std::memory_order_acquire) != Slot::ready) continue;
    if (mapping.high <= low || high <= mapping.low) continue;
    Slot expected = Slot::ready;
    if (!mapping.slot.compare_exchange_strong(expected, Slot::busy)) continue;
    const Mapping& old = mapping;
    if (old.low < low) insert(old.low, low, old.space, old.offset, old.mapped_by);
    if (high < old.high)
      insert(high, old.high, old.space, old.offset + (high - old.low), old.mapped_by);
    mapping.slot.store(Slot::empty, std::memory_order_release);
  }
}

bool shared_key(std::uintptr_t address, Key& key, std::int32_t* mapped_by) noexcept {
  const std::uint32_t now = generation.load(std::memory_order_relaxed);
  for (const Mapping& mapping : known_mappings()) {
    if (mapping.slot.load(std::memory_order_acquire) != Slot::ready) continue;
    if (address < mapping.low || address >= mapping.high) continue;
    key = {mapping.space, mapping.offset + (address - mapping.low)};
    if (mapped_by != nullptr) *mapped_by = mapping.recording == now ? mapping.mapped_by : -1;
    return true;
  }
  return false;
}

}  // namespace lockstep::explorer::activity
