#include "atomic.hpp"

namespace lockstep::explorer::runtime {

namespace {

void note_order(int order) {
  if (order == __ATOMIC_SEQ_CST || core->manner.weak_memory) return;
  note_once(core->notes, "weak-atomics");
  begin_weak_memory();
}

}  // namespace

void order_after(const Clock& released, int order) {
  note_order(order);
  if (acquires(order)) {
    self().clock.join(released);
  } else {
    self().acquired.join(released);
  }
}

void order_before(Object& object, int order, bool continues) {
  note_order(order);
  Task& now = self();
  if (!continues) object.released.clear();
  if (!releases(order)) {
    object.released.join(now.fence_released);
    return;
  }
  object.released.join(now.clock);
  tick();
}

void order_fence(int order) {
  Task& now = self();
  if (acquires(order)) now.clock.join(now.acquired);
  if (!releases(order)) return;
  if (order == __ATOMIC_SEQ_CST && core->manner.weak_memory) note_fence();
  now.fence_released = now.clock;
  tick();
}

void note_width(Object& object, std::uint8_t width) {
  const std::uintptr_t address = address_of(object.number);
  object.width = width;
  const auto width_at = [](std::uintptr_t at) -> std::uintptr_t {
    const Object* other = core->objects.find(number_of(Space::atomic, at));
    return other == nullptr ? 0 : other->width;
  };
  bool shared = false;
  for (std::uintptr_t at = address + 1; at < address + width; ++at) shared |= width_at(at) != 0;
  constexpr std::uintptr_t widest = 16;
  for (std::uintptr_t before = 1; before < widest; ++before) {
    shared |= width_at(address - before) > before;
  }
  if (!shared || core->manner.mixed_sizes) return;
  core->manner.mixed_sizes = true;
  core->run.visibility_changed = true;
}

void note_seen(Object& object, std::uint32_t version) {
  const TaskId me = self().id;
  if (object.seen_version.size() <= me) object.seen_version.resize(me + 1, 0);
  object.seen_version[me] = version;
}

void perform_fence(int order, std::uintptr_t pc) {
  if (order == __ATOMIC_SEQ_CST && core->manner.weak_memory) {
    make_seq_cst_visible();
    Operation operation;
    operation.kind = Kind::fence;
    operation.first = order_of_seq_cst(Use::write);
    operation.pc = pc;
    perform(operation);
  }
  order_fence(order);
}

void note_changed(Object& object, bool blindly, std::uintptr_t pc) {
  const TaskId me = self().id;
  const std::uint32_t seen = me < object.seen_version.size() ? object.seen_version[me] : 0;
  if (blindly && seen != 0 && seen != object.version && object.last_writer != me) {
    note_stale_store(object, pc);
  }
  ++object.version;
  object.last_writer = me;
  object.last_write_pc = pc;
  if (core->manner.detailed) object.last_write_stack = stack_at(pc);
  if (seen != 0) object.seen_version[me] = object.version;
}

}  // namespace lockstep::explorer::runtime
