#include "summary.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace lockstep::explorer::activity {
namespace {

// One worker's writes to one location.
struct Use {
  const Task* task;
  const Location* location;
};
using Uses = std::vector<Use>;

bool is_worker(const Task& task) noexcept {
  return task.number != 0 && task.state.load() != State::failed && task.creator >= 0;
}

Uses all_uses(const Area& area) {
  Uses uses;
  for (const Task& task : all_tasks(area)) {
    if (!is_worker(task)) continue;
    for (std::uint32_t i = 0; i < task.locations_used; ++i) {
      const Location& location = task.locations[i];
      // Private memory that a worker freed is a private matter, and may have been reused.
      if (location.writes != 0 && (!location.stale || location.shared))
        uses.push_back({&task, &location});
    }
  }
  const auto place = [](const Use& use) {
    return std::tuple(use.location->key.space, use.location->key.offset, use.task->number);
  };
  std::sort(uses.begin(), uses.end(),
            [&](const Use& a, const Use& b) { return place(a) < place(b); });
  return uses;
}

// Calls visit(uses of one location) for every location that two workers or more wrote.
template <typename Visit>
void for_each_shared(const Uses& uses, Visit visit) {
  for (auto first = uses.begin(); first != uses.end();) {
    const auto last = std::find_if(first, uses.end(), [&](const Use& use) {
      return !(use.location->key == first->location->key);
    });
    if (last - first >= 2) visit(std::span<const Use>(first, last));
    first = last;
  }
}

const Object* find_object(const Task& task, const Key& key, Kind kind) noexcept {
  for (const Object& object : task.objects)
    if (object.kind == kind && object.key == key) return &object;
  return nullptr;
}

bool is_lock_word(std::span<const Use> uses) noexcept {
  return std::any_of(uses.begin(), uses.end(), [](const Use& use) {
    const Object* word = find_object(*use.task, use.location->key, Kind::word);
    return word != nullptr && word->released != 0 && !word->unsure;
  });
}

// The location that most workers wrote, then the one written most often; a lock's own word only
// where nothing else is shared.
std::span<const Use> shared_location(const Uses& uses) {
  std::span<const Use> best;
  std::tuple<bool, std::size_t, std::uint64_t> best_rank{false, 0, 0};
  for_each_shared(uses, [&](std::span<const Use> candidate) {
    std::uint64_t writes = 0;
    for (const Use& use : candidate) writes += use.location->writes;
    const std::tuple rank{!is_lock_word(candidate), candidate.size(), writes};
    if (best.empty() || rank > best_rank) {
      best = candidate;
      best_rank = rank;
    }
  });
  return best;
}

bool acquires_elsewhere(const Area& area, const Task& task, const Key& lock) noexcept {
  for (const Task& other : all_tasks(area)) {
    if (&other == &task || !is_worker(other)) continue;
    const Object* object = find_object(other, lock, Kind::lock);
    if (object != nullptr && object->serial != 0) return true;
  }
  return false;
}

// Held one lock from before the first write until after the last, and another worker uses it too.
bool serialised_by_lock(const Area& area, const Use& use) noexcept {
  if (use.location->writes < 2 || use.location->lock == 0) return false;
  const Object& lock = use.task->objects[use.location->lock_object];
  return acquires_elsewhere(area, *use.task, lock.key);
}

// The token that the worker held at all its writes and gave back later; nullptr: none.
const Object* token_held(const Use& use) noexcept {
  if (use.location->writes < 2 || use.location->token == 0) return nullptr;
  const Object& object = use.task->objects[use.location->token_object];
  const bool given_back = object.released >= use.location->token;
  return given_back && !object.unsure ? &object : nullptr;
}

// There is no second token: what came from elsewhere is what one worker holds.
bool only_token(const Area& area, std::span<const Use> holders, const Object& held) noexcept {
  std::int64_t from_elsewhere = 0;
  for (const Task& task : all_tasks(area)) {
    const Object* object = find_object(task, held.key, held.kind);
    if (object == nullptr) continue;
    if (object->unsure) return false;
    const bool holder = std::any_of(holders.begin(), holders.end(),
                                    [&](const Use& use) { return use.task == &task; });
    if (holder && object->put > object->taken) return false;
    if (!holder) from_elsewhere += object->put - object->taken;
  }
  return from_elsewhere == held.amount;
}

// A token proves nothing about others who do not wait for it: all must hold it in the same way.
bool serialised_by_token(const Area& area, std::span<const Use> uses) noexcept {
  const Object* const first = token_held(uses.front());
  if (first == nullptr) return false;
  for (const Use& use : uses) {
    const Object* held = token_held(use);
    if (held == nullptr || held->kind != first->kind || !(held->key == first->key)) return false;
    if (held->amount != first->amount || held->free_value != first->free_value) return false;
  }
  return first->kind == Kind::word || only_token(area, uses, *first);
}

// Whether the second task can have been given private memory that held something else while the
// first one wrote to it. Too many allocations to remember: nothing is certain.
bool may_be_reused(const Area& area, const Use& a, const Use& b) noexcept {
  const std::uint32_t known = area.allocations.load();
  if (known > kMaxAllocations) return true;
  const std::int32_t first = std::min(a.task->number, b.task->number);
  const std::int32_t second = std::max(a.task->number, b.task->number);
  return std::any_of(area.allocation, area.allocation + known, [&](const Allocation& memory) {
    return memory.task == a.task->creator && memory.before > first && memory.before <= second &&
           a.location->key.offset - memory.address < memory.size;
  });
}

// Two plain writes that nothing can have ordered: neither task had synchronised in any way before
// its write, and the task that started both had not either between the two starts.
bool unordered(const Area& area, const Use& a, const Use& b) noexcept {
  if (a.location->plain_pc == 0 || b.location->plain_pc == 0) return false;
  if (a.task->creator != b.task->creator || a.location->own || b.location->own) return false;
  if (a.task->memory == b.task->memory)
    return a.location->plain_before_any && b.location->plain_before_any &&
           a.task->creator_any_syncs == b.task->creator_any_syncs && !may_be_reused(area, a, b);
  return a.location->shared && a.location->plain_before_shared && b.location->plain_before_shared &&
         a.task->creator_shared_syncs == b.task->creator_shared_syncs;
}

class Summary {
 public:
  Summary(const Area& area, std::uintptr_t image) : area_(area), image_(image) {}

  Activity make() {
    describe_tasks();
    const Uses uses = all_uses(area_);
    describe_shared(shared_location(uses));
    if (!activity_.signal_handlers)
      for_each_shared(uses, [this](std::span<const Use> candidate) { find_races(candidate); });
    return std::move(activity_);
  }

 private:
  TaskActivity& of(const Task& task) {
    return activity_.tasks[static_cast<std::size_t>(task.number)];
  }

  // The call, not the instruction after it.
  std::uint64_t code(std::uintptr_t pc) const noexcept { return pc == 0 ? 0 : pc - 1 - image_; }

  void describe_tasks() {
    activity_.overflowed = area_.overflowed;
    activity_.signal_handlers = area_.signal_handlers;
    for (const Task& task : all_tasks(area_)) {
      TaskActivity facts;
      facts.task = task.number;
      facts.creator = task.creator;
      facts.process = task.process;
      facts.collected = task.collected;
      facts.called_exit = task.called_exit;
      facts.synchronisations = task.any_syncs;
      activity_.tasks.push_back(facts);
      activity_.workers += is_worker(task) ? 1u : 0u;
      activity_.overflowed = activity_.overflowed || task.overflowed;
    }
  }

  void describe_shared(std::span<const Use> uses) {
    if (uses.empty()) return;
    activity_.shared_writers = static_cast<std::uint32_t>(uses.size());
    const bool by_token = serialised_by_token(area_, uses);
    for (const Use& use : uses) {
      TaskActivity& facts = of(*use.task);
      facts.shared_writes = use.location->writes;
      facts.shared_atomic_writes = use.location->atomic_writes;
      facts.shared_write_pc = code(use.location->pc);
      facts.serialised = by_token || serialised_by_lock(area_, use);
    }
  }

  void find_races(std::span<const Use> uses) {
    ++locations_;
    for (const Use& use : uses) {
      const bool races = std::any_of(uses.begin(), uses.end(), [&](const Use& other) {
        return use.task != other.task && unordered(area_, use, other);
      });
      TaskActivity& facts = of(*use.task);
      if (!races || facts.unsynchronised) continue;
      facts.unsynchronised = true;
      facts.unsynchronised_pc = code(use.location->plain_pc);
      facts.unsynchronised_location = locations_;
    }
  }

  const Area& area_;
  std::uintptr_t image_;
  Activity activity_;
  std::uint32_t locations_ = 0;
};

}  // namespace

Activity summarise(const Area& recorded, std::uintptr_t image) {
  return Summary(recorded, image).make();
}

}  // namespace lockstep::explorer::activity
