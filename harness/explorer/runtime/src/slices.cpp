// What an access costs a task that is not alone: it is counted, and after so many in a row without
// an operation the task is looked at.
#include "access.hpp"
#include "circles.hpp"
#include "returned.hpp"
#include "scheduler.hpp"

namespace lockstep::explorer::runtime {
Registers registers_at_hook;
}  // namespace lockstep::explorer::runtime

// Keeps what the program's registers hold. Is jumped to, so that only the return address into the
// program lies on the stack.
extern "C" void lockstep_end_slice(std::uintptr_t address, std::uint32_t size,
                                   lockstep::explorer::runtime::AccessKey kind, std::uintptr_t pc);

asm(R"(
.pushsection .text
.type lockstep_end_slice, @function
lockstep_end_slice:
  lea _ZN8lockstep8explorer7runtime17registers_at_hookE(%rip), %rax
  mov %rbx, (%rax)
  mov %rbp, 8(%rax)
  mov %r12, 16(%rax)
  mov %r13, 24(%rax)
  mov %r14, 32(%rax)
  mov %r15, 40(%rax)
  lea 8(%rsp), %r8
  mov %r8, 48(%rax)
  jmp lockstep_slice_ended
.size lockstep_end_slice, .-lockstep_end_slice
.popsection
)");

namespace lockstep::explorer::runtime {

constinit std::uint64_t access_limit = UINT64_MAX;

namespace {

constexpr std::uint64_t kSlice = 20'000'000;

void let_others_go_first(Task& now, std::uintptr_t pc) {
  now.reads_plainly = now.stands_still = true;
  hold_back(now);
  Operation operation;
  operation.kind = Kind::yield;
  operation.pc = pc;
  perform(operation);
}

/// Who was given a turn although nothing has changed is let go on, and who is alone waits for
/// nobody.
PlainCircle::Answer look_at(const Task& task, std::uintptr_t address, std::uintptr_t pc) noexcept {
  PlainCircle& circle = core->plain_circle;
  if (alone || task.free_rounds != 0 || !circle.goes_on(task.id, task.effects) ||
      !is_on_stack(task.fiber, registers_at_hook.stack)) {
    return PlainCircle::Answer::later;
  }
  return circle.add(PlainCircle::state_at(pc, address, registers_at_hook,
                                          reinterpret_cast<std::uintptr_t>(task.fiber.stack_high)));
}

void end_slice(std::uintptr_t address, std::uintptr_t pc) {
  const Inside inside;
  Task& now = self();
  const bool over = core->accesses >= core->slice_end;
  const PlainCircle::Answer answer = over ? PlainCircle::Answer::found : look_at(now, address, pc);
  const bool next = answer == PlainCircle::Answer::next;
  access_limit = core->accesses + (next ? 1 : PlainCircle::kTick);
  if (answer != PlainCircle::Answer::found) return;
  core->slice_end = core->accesses + kSlice;
  let_others_go_first(now, pc);
}

/// Ends in jumps, so that nothing is saved on the stack for the quick answers.
inline void note_in_shadow(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                           std::uintptr_t pc) {
  if (alone && core->shadow.is_surely_alive(address)) {
    if (kind != 0) note_change(address);
    return;
  }
  const std::uint32_t at = address & 7;
  if (at + size > 8) [[unlikely]]
    return check_access(address, size, kind, pc);
  const AccessKey bytes = ((AccessKey{1} << size) - 1) << at;
  const AccessKey key = current_mark | bytes << kBytesAt | kind;
  switch (core->shadow.note_quickly(address, key, pc)) {
    case Shadow::Quick::known:
      return;
    case Shadow::Quick::noted:
      if (kind != 0) note_change(address);
      if (may_be_foreign(address)) [[unlikely]]
        return check_foreign_access(address, size, kind, pc);
      return;
    case Shadow::Quick::unknown:
      return check_access(address, size, kind, pc);
  }
}

[[gnu::noinline]] void note_special_access(std::uintptr_t address, std::uint32_t size,
                                           AccessKey kind, std::uintptr_t pc) {
  special_access(address, size, kind, pc, address + size - 1);
  note_in_shadow(address, size, kind, pc);
}

inline void note_counted_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                                std::uintptr_t pc) {
  reads_between = std::rotl(reads_between, 7) + address;
  if (any_special) [[unlikely]]
    return note_special_access(address, size, kind, pc);
  note_in_shadow(address, size, kind, pc);
}

}  // namespace

void begin_slices() noexcept {
  core->accesses = 0;
  core->plain_circle.clear();
  core->slice_end = kSlice;
  access_limit = PlainCircle::kTick;
}

void note_shared_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                        std::uintptr_t pc) {
  if (++core->accesses >= access_limit) [[unlikely]]
    return lockstep_end_slice(address, size, kind, pc);
  note_counted_access(address, size, kind, pc);
}

}  // namespace lockstep::explorer::runtime

extern "C" void lockstep_slice_ended(std::uintptr_t address, std::uint32_t size,
                                     lockstep::explorer::runtime::AccessKey kind,
                                     std::uintptr_t pc) {
  using namespace lockstep::explorer::runtime;
  end_slice(address, pc);
  note_counted_access(address, size, kind, pc);
}
