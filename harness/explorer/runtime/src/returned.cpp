#include "returned.hpp"

#include <algorithm>

#include "findings.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "scheduler.hpp"

// They leave no frame behind: a context may be gone back to more than once.
asm(R"(
.pushsection .text
.globl swapcontext
.type swapcontext, @function
swapcontext:
  lea lockstep_next_swapcontext(%rip), %rax
  jmp lockstep_note_and_go
.size swapcontext, .-swapcontext
.globl setcontext
.type setcontext, @function
setcontext:
  lea lockstep_next_setcontext(%rip), %rax
lockstep_note_and_go:
  push %rdi
  push %rsi
  sub $8, %rsp
  call *%rax
  add $8, %rsp
  pop %rsi
  pop %rdi
  jmp *%rax
.size setcontext, .-setcontext
.popsection
)");

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kMostWords = 64;  // of a frame that is searched for its end
constexpr std::size_t kMostHookWords = 512;

/// The first of so many words from `at` on that holds `value`, or `otherwise`. A copy below the one
/// that is meant does no harm: less is taken to be gone.
std::uintptr_t find_word(std::uintptr_t at, std::uintptr_t end, std::uintptr_t value,
                         std::uintptr_t otherwise) noexcept {
  for (; at + sizeof value <= end; at += sizeof value) {
    if (*reinterpret_cast<const volatile std::uintptr_t*>(at) == value) return at;
  }
  return otherwise;
}

std::uintptr_t top_of(const Fiber& fiber) noexcept {
  return reinterpret_cast<std::uintptr_t>(fiber.stack_high);
}

void note_height(std::uintptr_t at, std::uintptr_t returns_to) {
  Task& now = self();
  if (!is_on_stack(now.fiber, at)) return;
  const std::uint32_t time = now.clock.of(now.id);
  seen_mark = current_mark;
  seen_at = at;
  Height* height = now.heights.note(at, time, returns_to - 1);
  if (height == nullptr || !core->manner.detailed) return;
  const Inside inside;
  height->stack = stack_at(returns_to - 1);
}

[[gnu::noinline]] void look_for_end(std::uintptr_t low, std::uintptr_t returns_to) {
  const Fiber& fiber = self().fiber;
  if (!is_on_stack(fiber, low)) return;
  const std::uintptr_t end = std::min(low + kMostWords * sizeof low, top_of(fiber));
  const std::uintptr_t at = find_word(low, end, returns_to, low);
  if (seen_mark != current_mark || at > seen_at) note_height(at, returns_to);
}

/// Down to where the program's own frames reach of a suspended task, which has called a hook: its
/// return address lies right below.
std::uintptr_t height_now(const Task& task) noexcept {
  if (task.pending.pc == 0 || task.pending.kind == Kind::start) return 0;
  const std::uintptr_t low = task.fiber.sp;
  if (!is_on_stack(task.fiber, low)) return 0;
  const std::uintptr_t returns_to = task.pending.pc + 1;
  const std::uintptr_t noted = task.stack_at_hook - sizeof noted;
  const std::uintptr_t most = top_of(task.fiber);
  if (noted > low && noted < most && find_word(noted, noted + sizeof noted, returns_to, 0) != 0) {
    return noted;
  }
  return find_word(low, std::min(low + kMostHookWords * sizeof low, most), returns_to, 0);
}

Task* owner_of(std::uintptr_t address) noexcept {
  const std::size_t number = Fibers::stack_number(address);
  if (number >= core->task_count) return nullptr;
  Task& task = *core->tasks[number];
  return is_on_stack(task.fiber, address) ? &task : nullptr;
}

/// Where `owner` was when what lay at `address` was gone, as far as the current task can know;
/// empty: it may well be there.
std::vector<std::uint64_t> gone_at(const Task& owner, std::uintptr_t address) {
  // What the first thread leaves behind by pthread_exit stays where it is.
  if (owner.life == Life::ended) {
    return owner.id == 0 ? std::vector<std::uint64_t>{} : std::vector{owner.pending.pc};
  }
  if (address < height_now(owner)) {
    return owner.stack.empty() ? std::vector{owner.pending.pc} : owner.stack;
  }
  const Height* seen = owner.heights.last_above(address);
  if (seen == nullptr || self().clock.includes(owner.id, seen->time)) return {};
  return seen->stack.empty() ? std::vector{seen->pc} : seen->stack;
}

bool is_reported(std::uintptr_t pc) {
  const auto& findings = core->run.findings;
  return std::any_of(findings.begin(), findings.end(), [&](const report::Finding& one) {
    return one.kind == report::FindingKind::use_after_return &&
           one.participants.back().stack.front() == pc;
  });
}

/// The access becomes an operation, so that what it leads to is explored.
void report_returned(const Task& owner, std::vector<std::uint64_t> gone,
                     const MemoryAccess& access) {
  Run& run = core->run;
  if ((access.key & kAtomic) == 0 && promote(access.pc)) {
    run.visibility_changed = any_special = true;
  }
  if (is_reported(access.pc) || run.findings.size() >= kMostFindingsOfRun) return;
  report::Finding& finding = add_finding(report::FindingKind::use_after_return);
  report::Participant left;
  left.task = owner.id;
  const bool ended = owner.life == Life::ended;
  left.kind = static_cast<std::uint8_t>(ended ? Kind::end : Kind::start);
  left.stack = std::move(gone);
  report::Participant used = accessing(self().id, access.key, access);
  used.stack = stack_at(access.pc);
  used.held = held_by(self());
  finding.participants = {std::move(left), std::move(used)};
}

}  // namespace

constinit AccessKey seen_mark = 0;
constinit std::uintptr_t seen_at = 0;

void keep_stack_calls() noexcept {}

void note_entry(const void* returns_to, const void* stack) {
  if (!active || alone) return;
  const auto low = reinterpret_cast<std::uintptr_t>(stack);
  if (seen_mark == current_mark && low + kMostWords * sizeof low <= seen_at) return;
  look_for_end(low, reinterpret_cast<std::uintptr_t>(returns_to));
}

void note_hook(std::uintptr_t at, std::uintptr_t pc) {
  if (*reinterpret_cast<const volatile std::uintptr_t*>(at) == pc + 1) note_height(at, pc + 1);
}

void doubt_stack(const Fiber& fiber) {
  constexpr std::uintptr_t page = 4096;
  for (std::uintptr_t at = fiber.deepest & ~(page - 1); at < top_of(fiber); at += page) {
    core->shadow.doubt(at);
  }
}

void check_foreign_access(std::uintptr_t address, std::uint32_t size, AccessKey kind,
                          std::uintptr_t pc) {
  if (core->run.own_stacks) return;
  const Inside inside;
  const Task* owner = owner_of(address);
  if (owner == nullptr) return;
  std::vector<std::uint64_t> gone = gone_at(*owner, address);
  if (!gone.empty()) report_returned(*owner, std::move(gone), {address, size, kind, pc});
}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

extern "C" {

/// The program switches stacks by itself: nothing is known about them from here on.
void* lockstep_next_swapcontext() {
  if (runtime::active) runtime::core->run.own_stacks = true;
  return dlsym(RTLD_NEXT, "swapcontext");
}
void* lockstep_next_setcontext() {
  if (runtime::active) runtime::core->run.own_stacks = true;
  return dlsym(RTLD_NEXT, "setcontext");
}

}  // extern "C"
