#include "fiber.hpp"

#include <asm/prctl.h>
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <sys/auxv.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include <linux/futex.h>

#include "kernel.hpp"
#include "pages.hpp"
#include "plain_copy.hpp"

// Saves what a called function must preserve, and the floating-point control words, which threads
// have of their own as well.
extern "C" void lockstep_switch_stack(std::uintptr_t* save, std::uintptr_t to);
extern "C" void lockstep_fiber_start();

asm(R"(
.pushsection .text
.globl lockstep_switch_stack
.type lockstep_switch_stack, @function
lockstep_switch_stack:
  push %rbp
  push %rbx
  push %r12
  push %r13
  push %r14
  push %r15
  sub $8, %rsp
  stmxcsr (%rsp)
  fnstcw 4(%rsp)
  mov %rsp, (%rdi)
  mov %rsi, %rsp
  ldmxcsr (%rsp)
  fldcw 4(%rsp)
  add $8, %rsp
  pop %r15
  pop %r14
  pop %r13
  pop %r12
  pop %rbx
  pop %rbp
  ret
.size lockstep_switch_stack, .-lockstep_switch_stack
.globl lockstep_fiber_start
.type lockstep_fiber_start, @function
lockstep_fiber_start:
  .cfi_startproc
  .cfi_undefined rip
  mov %r12, %rdi
  call *%r13
  ud2
  .cfi_endproc
.size lockstep_fiber_start, .-lockstep_fiber_start
.popsection
)");

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kGuard = 16 * kPage;
constexpr std::size_t kLargestCopied = 4096;

struct Locals {
  std::uintptr_t lowest = UINTPTR_MAX;
  bool of_program = false;  // the executable itself has some
  bool first = true;
};

int find_locals(dl_phdr_info* info, std::size_t, void* into) {
  auto& found = *static_cast<Locals*>(into);
  if (info->dlpi_tls_data != nullptr) {
    found.lowest = std::min(found.lowest, reinterpret_cast<std::uintptr_t>(info->dlpi_tls_data));
    if (found.first) found.of_program = true;
  }
  found.first = false;
  return 0;
}

struct Parked {
  std::atomic<std::uintptr_t> fs{0};
};

/// Gives its control block away and sleeps for ever.
void* park(void* argument) {
  static_cast<Parked*>(argument)->fs.store(control_block());
  kernel(SYS_futex, reinterpret_cast<long>(&static_cast<Parked*>(argument)->fs), FUTEX_WAKE_PRIVATE,
         1);
  int never = 0;
  for (;;) kernel(SYS_futex, reinterpret_cast<long>(&never), FUTEX_WAIT_PRIVATE, 0);
}

using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);

}  // namespace

void Fibers::open() {
  Locals found;
  dl_iterate_phdr(find_locals, &found);
  const std::uintptr_t end = control_block();
  if (found.lowest < end) {
    locals_ = reinterpret_cast<std::byte*>(found.lowest);
    locals_size_ = end - found.lowest;
  }
  copied_ = !found.of_program && locals_size_ <= kLargestCopied;
  constexpr unsigned long fsgsbase = 2;  // HWCAP2_FSGSBASE
  wrfsbase_ = (getauxval(AT_HWCAP2) & fsgsbase) != 0;
  if (copied_) pristine_.assign(locals_, locals_ + locals_size_);
}

void Fibers::give_own_block(Fiber& fiber) {
  static const auto create = reinterpret_cast<Create>(dlsym(RTLD_NEXT, "pthread_create"));
  Parked parked;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, pages_up(locals_size_) + (std::size_t{256} << 10));
  pthread_t thread{};
  if (create(&thread, &attributes, park, &parked) != 0) {
    give_up("no thread for a task's thread-local variables");
  }
  pthread_attr_destroy(&attributes);
  while ((fiber.fs = parked.fs.load()) == 0) kernel(SYS_sched_yield);
  const auto* from = reinterpret_cast<std::byte*>(fiber.fs) - locals_size_;
  if (pristine_.empty()) pristine_.assign(from, from + locals_size_);
}

void Fibers::fresh_locals(Fiber& fiber) {
  if (copied_) {
    fiber.locals = pristine_;
    return;
  }
  if (fiber.fs == 0) give_own_block(fiber);
  plain_copy(reinterpret_cast<std::byte*>(fiber.fs) - locals_size_, pristine_.data(), locals_size_);
}

void Fibers::prepare(Fiber& fiber, void (*entry)(void*), void* argument) {
  if (fiber.stack_low == nullptr) {
    std::byte* stack = map_pages(kStride, kStacksAt + stacks_++ * kStride);
    guard_pages(stack, kGuard);
    fiber.stack_low = stack + kGuard;
    fiber.stack_high = stack + kStride;
  }
  fresh_locals(fiber);
  // As lockstep_switch_stack pops it: control words, r15, r14, r13, r12, rbx, rbp, return address.
  auto* top = reinterpret_cast<std::uint64_t*>(fiber.stack_high) - 2;
  *top = 0;
  *--top = reinterpret_cast<std::uint64_t>(&lockstep_fiber_start);
  *--top = 0;
  *--top = 0;
  *--top = reinterpret_cast<std::uint64_t>(argument);
  *--top = reinterpret_cast<std::uint64_t>(entry);
  *--top = 0;
  *--top = 0;
  constexpr std::uint64_t control_words = 0x037f'0000'1f80;
  *--top = control_words;
  fiber.sp = reinterpret_cast<std::uintptr_t>(top);
  fiber.deepest = fiber.sp;
}

void Fibers::switch_to(Fiber& from, Fiber& to) noexcept {
  if (copied_) {
    from.locals.resize(locals_size_);
    plain_copy(from.locals.data(), locals_, locals_size_);
    plain_copy(locals_, to.locals.data(), locals_size_);
  } else {
    from.fs = control_block();
    if (wrfsbase_) {
      asm volatile("wrfsbase %0" ::"r"(to.fs));
    } else {
      kernel(SYS_arch_prctl, ARCH_SET_FS, static_cast<long>(to.fs));
    }
  }
  lockstep_switch_stack(&from.sp, to.sp);
}

void Fibers::wipe(Fiber& fiber) noexcept {
  if (fiber.stack_low == nullptr) return;
  constexpr std::size_t below = 4096;  // what calls into libraries use below the last hook
  std::byte* from = reinterpret_cast<std::byte*>(fiber.deepest) - below;
  from = std::max(from, fiber.stack_low);
  plain_fill(from, static_cast<std::size_t>(fiber.stack_high - from));
  fiber.deepest = reinterpret_cast<std::uintptr_t>(fiber.stack_high);
}

}  // namespace lockstep::explorer::runtime
