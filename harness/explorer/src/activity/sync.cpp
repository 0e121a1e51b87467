#include "sync.hpp"

#include "mappings.hpp"

namespace lockstep::explorer::activity {
namespace {

Object* object_of(Task& task, Key key, Kind kind) noexcept {
  std::size_t at = static_cast<std::size_t>((key.space ^ (key.offset * 0x9e3779b97f4a7c15u)) >> 32);
  for (std::size_t probe = 0; probe < kProbes; ++probe, ++at) {
    Object& object = task.objects[at % kMaxObjects];
    if (object.kind == Kind::none) {
      object.key = key;
      object.kind = kind;
      return &object;
    }
    if (object.key == key && object.kind == kind) return &object;
  }
  task.overflowed = true;
  return nullptr;
}

std::uint16_t number_of(const Task& task, const Object& object) noexcept {
  return static_cast<std::uint16_t>(&object - task.objects);
}

void acquire_lock(Task& task, Key key) noexcept {
  Object* const lock = object_of(task, key, Kind::lock);
  if (lock == nullptr || lock->depth++ != 0) return;
  lock->serial = ++task.serials;
  ++task.locks_held;
  if (task.lock != 0) return;
  task.lock = lock->serial;
  task.lock_object = number_of(task, *lock);
}

void find_oldest_lock(Task& task) noexcept {
  task.lock = 0;
  if (task.locks_held == 0) return;
  for (const Object& object : task.objects) {
    if (object.kind != Kind::lock || object.depth == 0) continue;
    if (task.lock != 0 && object.serial > task.lock) continue;
    task.lock = object.serial;
    task.lock_object = number_of(task, object);
  }
}

void release_lock(Task& task, Object& lock) noexcept {
  lock.depth = 0;
  lock.released = lock.serial;
  --task.locks_held;
  if (task.lock == lock.serial) find_oldest_lock(task);
}

void release_lock(Task& task, Key key) noexcept {
  Object* const lock = object_of(task, key, Kind::lock);
  if (lock == nullptr || lock->depth == 0) return;  // taken before the recording, or by another
  if (lock->depth > 1)
    --lock->depth;
  else
    release_lock(task, *lock);
}

void take(Task& task, Object& object, std::int64_t amount) noexcept {
  object.taken += amount;
  object.amount = static_cast<std::uint32_t>(amount);
  object.serial = ++task.serials;
  task.token = object.serial;
  task.token_object = number_of(task, object);
}

void give_back(Task& task, Object& object) noexcept {
  object.released = object.serial;
  if (task.token == object.serial) task.token = 0;
}

void count(Task& task, bool shared) noexcept {
  ++task.any_syncs;
  if (shared) ++task.shared_syncs;
}

bool kernel_object(const Key& key) noexcept { return (key.space & kSharedSpace) != 0; }

}  // namespace

Key key_at(const volatile void* where, bool& shared) noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(where);
  Key key;
  shared = shared_key(address, key);
  if (!shared) {
    const Task* const task = current();
    key = {task == nullptr ? 0 : task->memory, address};
  }
  return key;
}

void synchronised_at(const volatile void* where) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  Key key;
  count(*task, shared_key(reinterpret_cast<std::uintptr_t>(where), key));
}

void synchronised_by_kernel() noexcept {
  if (Task* const task = current()) count(*task, true);
}

void lock_acquired(const volatile void* where) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  bool shared = false;
  const Key key = key_at(where, shared);
  count(*task, shared);
  acquire_lock(*task, key);
}

void lock_released(const volatile void* where) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  bool shared = false;
  const Key key = key_at(where, shared);
  count(*task, shared);
  release_lock(*task, key);
}

void kernel_lock_acquired(Key lock) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  count(*task, true);
  // The kernel counts no depth: a second request for one lock changes nothing.
  Object* const object = object_of(*task, lock, Kind::lock);
  if (object != nullptr && object->depth == 0) acquire_lock(*task, lock);
}

void kernel_lock_released(Key lock) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  count(*task, true);
  release_lock(*task, lock);
}

void kernel_locks_released(std::uint64_t space) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  count(*task, true);
  for (Object& object : task->objects)
    if (object.kind == Kind::lock && object.key.space == space && object.depth != 0)
      release_lock(*task, object);
}

void tokens_taken(Key key, std::int64_t amount) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  count(*task, kernel_object(key));
  if (Object* const object = object_of(*task, key, Kind::tokens)) take(*task, *object, amount);
}

void tokens_put(Key key, std::int64_t amount) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  count(*task, kernel_object(key));
  Object* const object = object_of(*task, key, Kind::tokens);
  if (object == nullptr) return;
  object->put += amount;
  give_back(*task, *object);
}

void tokens_unknown(Key key) noexcept {
  Task* const task = current();
  if (task == nullptr) return;
  count(*task, kernel_object(key));
  if (Object* const object = object_of(*task, key, Kind::tokens)) object->unsure = true;
}

// A lock word goes from "free" to "held" by a conditional change and back to exactly the same
// value. A flag is set to 0 by a store or an exchange; a binary semaphore goes from 1 to 0 and is
// raised again by addition. Everything else (counters, tickets, limits) is no lock.
void word_changed(const volatile void* where, std::uint64_t before, std::uint64_t after,
                  Change change) noexcept {
  Task* const task = current();
  if (task == nullptr || (change != Change::exchange && task->words_held == 0)) return;
  bool shared = false;
  Object* const word = object_of(*task, key_at(where, shared), Kind::word);
  if (word == nullptr) return;
  if (word->depth != 0) {
    word->depth = 0;
    --task->words_held;
    const bool flag = word->free_value == 0 && change != Change::arithmetic;
    const bool semaphore =
        word->free_value == 1 && word->held_value == 0 && change == Change::arithmetic;
    if (before != word->held_value || after != word->free_value || !(flag || semaphore))
      word->unsure = true;
    give_back(*task, *word);
  } else if (change == Change::exchange) {
    if (before != 0 && !(before == 1 && after == 0)) word->unsure = true;
    word->free_value = before;
    word->held_value = after;
    word->depth = 1;
    ++task->words_held;
    take(*task, *word, 1);
  }
}

}  // namespace lockstep::explorer::activity
