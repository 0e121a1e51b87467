#include "task.hpp"

#include "mappings.hpp"

namespace lockstep::explorer::activity {

constinit std::atomic<std::uint32_t> generation{0};
constinit Area* area = nullptr;
constinit std::uint64_t process_space = 1;
thread_local constinit Current current_task{nullptr, 0};

namespace {

std::size_t slot_of(std::uintptr_t address) noexcept {
  return static_cast<std::size_t>((address * 0x9e3779b97f4a7c15u) >> 40) % kIndexSize;
}

constexpr std::uintptr_t kLine = 64;

std::size_t line_bit(std::uintptr_t address) noexcept {
  return static_cast<std::size_t>((address / kLine * 0x9e3779b97f4a7c15u) >> 32) % kFilterBits;
}

void mark_line(Task& task, std::uintptr_t address) noexcept {
  const std::size_t bit = line_bit(address);
  task.lines[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

bool may_have_locations(const Task& task, std::uintptr_t address, std::size_t size) noexcept {
  if (size > kLine * task.locations_used) return task.locations_used != 0;
  for (std::uintptr_t at = address / kLine * kLine; at < address + size; at += kLine) {
    const std::size_t bit = line_bit(at);
    if ((task.lines[bit / 64] >> (bit % 64) & 1) != 0) return true;
  }
  return false;
}

// A location that no one has written yet, as far as this task knows.
void start_anew(Task& task, Location& location, std::uintptr_t address,
                std::uintptr_t pc) noexcept {
  location = {};
  std::int32_t mapped_by = -1;
  location.shared = shared_key(address, location.key, &mapped_by);
  location.own = location.shared && mapped_by == task.number;
  if (!location.shared) location.key = {task.memory, address};
  location.pc = pc;
  location.lock = task.lock;
  location.lock_object = task.lock_object;
  location.token = task.token;
  location.token_object = task.token_object;
}

// The memory at a known address was given back. If the same shared page is there again, or still,
// counting goes on; otherwise the address means something else now.
void revive(Task& task, Location& location, std::uintptr_t address, std::uintptr_t pc) noexcept {
  Key key;
  if (shared_key(address, key) && location.shared && key == location.key) {
    location.stale = false;
    return;
  }
  start_anew(task, location, address, pc);
}

// The same shared page that was unmapped elsewhere before: a program may map and unmap it for each
// access.
Location* moved(Task& task, std::uintptr_t address) noexcept {
  Key key;
  if (!shared_key(address, key)) return nullptr;
  for (std::uint32_t i = 0; i < task.locations_used; ++i) {
    Location& location = task.locations[i];
    if (!location.stale || !location.shared || !(location.key == key)) continue;
    location.stale = false;
    task.addresses[i] = address;
    mark_line(task, address);
    return &location;
  }
  return nullptr;
}

Location* full(Task& task) noexcept {
  task.overflowed = true;
  task.last_address = 0;
  return nullptr;
}

Location* add_location(Task& task, std::uint16_t& slot, std::uintptr_t address,
                       std::uintptr_t pc) noexcept {
  Location* location = moved(task, address);
  if (location == nullptr) {
    if (task.locations_used == kMaxLocations) return full(task);
    location = &task.locations[task.locations_used];
    task.addresses[task.locations_used++] = address;
    mark_line(task, address);
    start_anew(task, *location, address, pc);
  }
  slot = static_cast<std::uint16_t>(location - task.locations + 1);
  return location;
}

}  // namespace

Location* find_location(Task& task, std::uintptr_t address, std::uintptr_t pc) noexcept {
  std::size_t at = slot_of(address);
  Location* found = nullptr;
  for (std::size_t probe = 0; found == nullptr; ++probe, at = (at + 1) % kIndexSize) {
    if (probe == kProbes) return full(task);
    std::uint16_t& slot = task.index[at];
    if (slot == 0) {
      found = add_location(task, slot, address, pc);
      if (found == nullptr) return nullptr;
    } else if (task.addresses[slot - 1] == address) {
      found = &task.locations[slot - 1];
    }
  }
  if (found->stale) revive(task, *found, address, pc);
  task.last_address = address;
  task.last = found;
  return found;
}

void forget_memory(std::uintptr_t address, std::size_t size) noexcept {
  Task* const task = current();
  if (task == nullptr || !may_have_locations(*task, address, size)) return;
  for (std::uint32_t i = 0; i < task->locations_used; ++i)
    if (task->addresses[i] - address < size) task->locations[i].stale = true;
  task->last_address = 0;
}

void note_allocation(const void* memory, std::size_t size) noexcept {
  Task* const task = current();
  if (task == nullptr || memory == nullptr) return;
  ++task->allocations;
  if (task->started == 0) return;
  const std::uint32_t at = area->allocations.fetch_add(1);
  if (at >= kMaxAllocations) return;
  area->allocation[at] = {reinterpret_cast<std::uintptr_t>(memory), size, task->number,
                          static_cast<std::int32_t>(area->claimed.load())};
}

Task* claim_task(std::int32_t creator) noexcept {
  if (area == nullptr) return nullptr;
  const std::uint32_t number = area->claimed.fetch_add(1);
  if (number >= kMaxTasks) {
    area->overflowed = true;
    return nullptr;
  }
  Task& task = area->tasks[number];
  task.number = static_cast<std::int32_t>(number);
  task.creator = creator;
  if (creator >= 0) {
    Task& parent = area->tasks[creator];
    ++parent.started;
    task.creator_any_syncs = parent.any_syncs;
    task.creator_shared_syncs = parent.shared_syncs;
  }
  task.memory = process_space;
  task.state = State::running;
  return &task;
}

Task* attach() noexcept {
  const std::uint32_t now = generation.load(std::memory_order_acquire);
  current_task.generation = now;
  // Not started under the recorder: whatever it does, nothing is known of what ordered it before.
  current_task.task = now == 0 ? nullptr : claim_task(-1);
  return current_task.task;
}

}  // namespace lockstep::explorer::activity
