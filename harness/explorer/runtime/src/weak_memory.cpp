#include "weak_memory.hpp"

#include <algorithm>

#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::uint32_t kMostRereads = 2;
constexpr std::uintptr_t kOrderOfSeqCst = 2;  // in Space::program

std::uint32_t this_decision() noexcept { return core->run.decisions - 1; }

/// The last fence in S that happens before.
const Fence* last_fence_before(const Clock& clock) noexcept {
  const std::vector<Fence>& fences = core->run.fences;
  for (std::size_t at = fences.size(); at-- > 0;) {
    if (clock.includes(fences[at].by, fences[at].time)) return &fences[at];
  }
  return nullptr;
}

std::uint32_t oldest_allowed(const History& history, const Clock& clock, int order) noexcept {
  std::uint32_t oldest = std::max(history.oldest(), history.seen_within(clock));
  const std::vector<Fence>& fences = core->run.fences;
  if (order == __ATOMIC_SEQ_CST) {
    oldest = std::max(oldest, history.seq_cst_before(UINT32_MAX));
    if (!fences.empty()) oldest = std::max(oldest, history.seen_within(fences.back().seen));
  } else if (const Fence* fence = last_fence_before(clock); fence != nullptr) {
    oldest = std::max(oldest, history.seq_cst_before(fence->decision));
    oldest = std::max(oldest, history.seen_within(fence->seen));
  }
  return oldest;
}

std::string bytes_of(const Stored& stored, std::uint32_t size) {
  return {reinterpret_cast<const char*>(stored.value.data()), size};
}

}  // namespace

void begin_weak_memory() {
  if (core->manner.weak_memory) return;
  core->manner.weak_memory = true;
  core->run.visibility_changed = true;
}

void make_seq_cst_visible() {
  if (core->manner.seq_cst_visible) return;
  core->manner.seq_cst_visible = true;
  core->run.visibility_changed = true;
}

Touch order_of_seq_cst(Use use) noexcept {
  return {number_of(Space::program, kOrderOfSeqCst), use};
}

void offer_older(std::vector<Candidate>& into, const Task& task) {
  const Reading& reads = task.reads;
  const History& history = *reads.history;
  if (!history.knows(reads.memory, reads.size)) return;
  const std::uint32_t oldest = oldest_allowed(history, task.clock, reads.order);
  if (oldest > 0 && oldest + kMostOlder == history.newest()) core->run.spun = true;
  for (std::uint32_t number = history.newest(); number-- > oldest;) {
    if (history.same_as_next(number)) continue;
    if (history.reread(task.id, task.pending.pc, number) >= kMostRereads) {
      core->run.spun = true;
      continue;
    }
    const std::uint32_t overwritten =
        reads.order == __ATOMIC_SEQ_CST ? kTryAlways : history.at(number + 1).decision;
    const auto older = static_cast<std::uint8_t>(history.newest() - number);
    into.push_back({{task.id, false, older}, task.pending, overwritten});
  }
}

History* history_of(Object& object, const volatile void* memory, std::uint32_t size) {
  if (!core->manner.weak_memory) return nullptr;
  if (!object.history) object.history = std::make_unique<History>();
  const auto* at = const_cast<const void*>(memory);
  if (!object.history->knows(at, size)) {
    object.history->open(at, size);
    object.history->at(0).version = object.version;
  }
  return object.history.get();
}

void note_read(History& history, std::uint32_t number, int order) {
  const Task& now = self();
  if (order == __ATOMIC_SEQ_CST) {
    const bool known =
        number <= std::max(history.seen_within(now.clock), history.seq_cst_before(UINT32_MAX));
    if (!known) make_seq_cst_visible();
    history.note_seq_cst(this_decision(), number);
  }
  history.note_seen(now.id, now.clock.of(now.id), number);
  if (number < history.newest()) ++history.rereads(now.id, now.pending.pc, number);
}

Moment before_store(Object& object, const volatile void* memory, std::uint32_t size) {
  return {history_of(object, memory, size), self().clock.of(self().id)};
}

void after_store(const Moment& before, const Object& object, const volatile void* memory, int order,
                 std::uintptr_t pc) {
  if (before.history == nullptr) return;
  Stored& stored = before.history->push(const_cast<const void*>(memory));
  stored.released = object.released;
  stored.by = self().id;
  stored.decision = this_decision();
  stored.version = object.version;
  stored.pc = pc;
  if (core->manner.detailed) stored.stack = stack_at(pc);
  const std::uint32_t number = before.history->newest();
  before.history->note_seen(stored.by, before.time, number);
  if (order == __ATOMIC_SEQ_CST) before.history->note_seq_cst(stored.decision, number);
}

void record_old_read(const Object& object, std::uint32_t number, std::uint32_t size, int order,
                     std::uintptr_t pc) {
  constexpr std::size_t most = 8;
  if (!core->manner.detailed || core->run.old_reads.size() == most) return;
  const Stored& newer = object.history->at(number + 1);
  report::OldRead read;
  read.task = self().id;
  read.object = address_of(object.number);
  read.size = size;
  read.value = bytes_of(object.history->at(number), size);
  read.newer = bytes_of(newer, size);
  read.stack = stack_at(pc);
  read.writer = newer.by;
  read.written_at = newer.stack;
  read.relaxed = order == __ATOMIC_RELAXED;
  read.step = static_cast<std::uint32_t>(core->run.steps.size());
  core->run.old_reads.push_back(std::move(read));
}

void note_fence() {
  const Task& now = self();
  std::vector<Fence>& fences = core->run.fences;
  Fence fence{now.id, now.clock.of(now.id), this_decision(), now.clock};
  if (!fences.empty()) fence.seen.join(fences.back().seen);
  fences.push_back(std::move(fence));
}

}  // namespace lockstep::explorer::runtime
