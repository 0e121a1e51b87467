#include "access.hpp"

#include <algorithm>

#include "circles.hpp"
#include "findings.hpp"
#include "overwritten.hpp"
#include "returned.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {

constinit bool alone = false;
constinit bool any_special = false;

namespace {

std::uint64_t value_at(std::uintptr_t address, std::uint32_t size) noexcept {
  std::uint64_t value = 0;
  const auto* at = reinterpret_cast<const volatile unsigned char*>(address);
  for (std::uint32_t i = 0; i < std::min(size, 8U); ++i) value |= std::uint64_t{at[i]} << (8 * i);
  return value;
}

void remember_stack(std::uintptr_t pc) {
  for (std::size_t i = 0; i < core->watched.size(); ++i) {
    if (core->watched[i] != pc) continue;
    const std::size_t at = self().id * core->watched.size() + i;
    if (core->watched_stacks.size() <= at) core->watched_stacks.resize(at + 1);
    core->watched_stacks[at] = stack_at(pc);
  }
}

void perform_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc,
                    std::uintptr_t last) {
  const bool write = (kind & kWrite) != 0;
  const Observation seen{Observation::What::value, static_cast<std::uint8_t>(std::min(size, 8U)),
                         pc, address, value_at(address, size)};
  if (!write && !self().held_back && looks_again(seen)) return observe(seen);
  Operation operation;
  operation.kind = write ? Kind::write : Kind::read;
  operation.pc = pc;
  const Use use = write ? Use::write : Use::read;
  operation.first = {number_of(Space::memory, address & ~std::uintptr_t{7}), use};
  if ((last ^ address) > 7) {
    operation.second = {number_of(Space::memory, last & ~std::uintptr_t{7}), use};
  }
  perform(operation);
  if (write) return effect();
  Observation now = seen;
  now.seen = value_at(address, size);
  observe(now);
}

/// Whether the page was looked at lately must not show, least of all in what counts as a change.
bool note_after_loading(std::uintptr_t address, AccessKey key, std::uintptr_t pc) {
  core->shadow.load_near(address);
  const Shadow::Quick quick = core->shadow.note_quickly(address, key, pc);
  if (quick == Shadow::Quick::noted && (key & kWrite) != 0) note_change(address);
  return quick != Shadow::Quick::unknown;
}

}  // namespace

void change_in_circle(std::uintptr_t address) noexcept {
  Task& now = self();
  if (now.poll.pc != 0 && !is_on_stack(now.fiber, address)) now.poll = {};
  if (!now.suspected && now.free_rounds == 0 && now.spin.is_clear()) return;
  // What a round computes for itself, the same each time; Standstill sees what is not.
  if (is_on_stack(now.fiber, address)) {
    if (now.spin.period() == 0) return;
    --now.effects;
    --core->run.effects;
    return;
  }
  const Inside inside;
  leave_circle(now);
}

void check_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc) {
  if (core->fibers.is_task_local(address)) return;
  const Inside inside;
  if (may_be_foreign(address)) check_foreign_access(address, size, kind, pc);
  const bool plain_write = (kind & (kWrite | kAtomic)) == kWrite;
  const Clock& clock = self().clock;
  const std::uintptr_t end = address + size;
  bool changed = false;
  while (address < end) {
    const std::uintptr_t next = std::min((address & ~std::uintptr_t{7}) + 8, end);
    const AccessKey bytes = ((AccessKey{1} << (next - address)) - 1) << (address & 7);
    const AccessKey key = current_mark | bytes << kBytesAt | kind;
    if ((kind & ~kWrite) != 0 || !note_after_loading(address, key, pc)) {
      if (plain_write && !changed) note_change(address);
      changed = true;
      look_for_overwritten(address, key, pc);
      core->shadow.check(address, key, pc, clock, [&](const Conflict& conflict) {
        report_conflict(conflict, {address, size, key, pc});
      });
    }
    address = next;
  }
}

void special_access(std::uintptr_t address, std::uint32_t size, AccessKey kind, std::uintptr_t pc,
                    std::uintptr_t last) {
  const bool promoted = core->promoted.has(pc);
  const bool detailed = core->manner.detailed;
  if (!promoted && !detailed) return;
  const Inside inside;
  if (promoted) perform_access(address, size, kind, pc, last);
  if (!detailed) return;
  remember_stack(pc);
  if ((kind & kWrite) == 0) note_look(pc);
}

}  // namespace lockstep::explorer::runtime
