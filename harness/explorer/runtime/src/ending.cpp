#include "ending.hpp"

#include <cxxabi.h>
#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <typeinfo>

#include "findings.hpp"
#include "keep.hpp"
#include "kernel.hpp"
#include "next.hpp"
#include "pages.hpp"
#include "returned.hpp"
#include "scheduler.hpp"
#include "thread.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr int kFatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr std::size_t kSignalStack = 64 << 10;
constexpr int kIdleSeconds = 3;  // of processor time without any access or operation

Operation exit_operation(std::uintptr_t pc) {
  Operation operation;
  operation.kind = Kind::exit;
  operation.first = {number_of(Space::program, 1), Use::write};
  operation.pc = pc;
  return operation;
}

/// Everything that exit() does for the program is done.
[[noreturn]] void end_program(int status, std::uintptr_t pc) {
  active = false;
  perform(exit_operation(pc));
  core->run.exit_status = status;
  report_partial_deadlock();
  report_unjoined();
  if (status != 0) report_crash(report::FindingKind::exit_status, status, "", pc);
  std::fflush(nullptr);
  finish(End::finished);
}

void last_exit_handler(int status, void*) {
  if (core == nullptr || !core->exploring) return;
  end_program(status & 0xff, 0);
}

[[noreturn]] void crash(int signal, std::string text, std::uintptr_t pc) {
  active = false;
  report_crash(report::FindingKind::crash, signal, std::move(text), pc);
  finish(End::crash);
}

/// Signals are numbered from 1.
bool has(std::uint64_t signals, int signal) noexcept { return (signals >> (signal - 1) & 1) != 0; }

bool is_blocked(int signal) noexcept {
  std::uint64_t blocked = 0;
  kernel(SYS_rt_sigprocmask, SIG_BLOCK, 0, reinterpret_cast<long>(&blocked), sizeof blocked);
  return has(blocked, signal);
}

void on_fatal(int signal, siginfo_t*, void* context) {
  if (core == nullptr || !core->exploring || core->current == nullptr) {
    ::signal(signal, SIG_DFL);
    return;
  }
  if (has(core->run.handled_signals, signal)) cut_off("signal handlers");
  const auto* registers = static_cast<const ucontext_t*>(context);
  crash(signal, "", static_cast<std::uintptr_t>(registers->uc_mcontext.gregs[REG_RIP]));
}

/// Ends loops that nothing else can end. That decides nothing: the verdict is "undecided".
void on_tick(int, siginfo_t*, void*) {
  if (core == nullptr || !core->exploring || !active) return;
  const std::uint64_t progress = core->accesses + core->run.steps.size();
  core->idle_ticks = progress == core->progress_at_tick ? core->idle_ticks + 1 : 0;
  core->progress_at_tick = progress;
  if (core->idle_ticks < kIdleSeconds) return;
  cut_off("a loop without memory accesses or operations");
}

void handle(int signal, void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  LOCKSTEP_NEXT(sigaction)(signal, &action, nullptr);
}

/// The exception that nobody caught, as its type and what().
std::string uncaught() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (type == nullptr) return "";
  int status = 0;
  char* name = abi::__cxa_demangle(type->name(), nullptr, nullptr, &status);
  std::string text = status == 0 ? name : type->name();
  std::free(name);
  try {
    throw;
  } catch (const std::exception& error) {
    text += std::string(": ") + error.what();
  } catch (...) {
  }
  return text;
}

bool some_thread_unjoined() noexcept {
  for (std::size_t i = 1; i < core->task_count; ++i) {
    if (!core->tasks[i]->joined && !core->tasks[i]->detached) return true;
  }
  return false;
}

[[noreturn]] void abort_program(std::uintptr_t pc) {
  active = false;
  if (std::string text = uncaught(); !text.empty()) {
    report_crash(report::FindingKind::uncaught_exception, SIGABRT, std::move(text), pc);
    finish(End::crash);
  }
  if (core->run.terminating && some_thread_unjoined()) {
    report_crash(report::FindingKind::unjoined_thread, SIGABRT, "", pc);
    finish(End::crash);
  }
  crash(SIGABRT, "", pc);
}

}  // namespace

void keep_ending_calls() noexcept {}

void watch_endings() {
  stack_t stack{};
  stack.ss_sp = map_pages(kSignalStack);
  stack.ss_size = kSignalStack;
  sigaltstack(&stack, nullptr);
  for (const int signal : kFatal) handle(signal, on_fatal);
  handle(SIGPROF, on_tick);
  LOCKSTEP_NEXT(signal)(SIGPIPE, SIG_IGN);  // receive_signal() stands in for it
  itimerval every{{1, 0}, {1, 0}};
  kernel(SYS_setitimer, ITIMER_PROF, reinterpret_cast<long>(&every), 0);
  on_exit(last_exit_handler, nullptr);
}

bool is_ignored(int signal) noexcept {
  const bool by_default =
      signal == SIGCHLD || signal == SIGCONT || signal == SIGURG || signal == SIGWINCH;
  return has(core->run.ignored_signals, signal) ||
         (by_default && !has(core->run.handled_signals, signal));
}

void receive_signal(int signal, std::uintptr_t pc) {
  if (is_ignored(signal)) return;
  if (is_blocked(signal)) {
    const Inside inside;
    return undecided("a signal that is blocked");
  }
  const bool stops =
      signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
  if (stops || has(core->run.handled_signals, signal)) cut_off("signal handlers");
  crash(signal, "", pc);
}

void exit_program(int status) {
  run_destructors();
  LOCKSTEP_NEXT(exit)(status);
  __builtin_trap();
}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's and the C++ ABI's.
namespace std {
void terminate() noexcept {
  if (active) runtime::core->run.terminating = true;
  std::get_terminate()();
  std::abort();
}
}  // namespace std

extern "C" {

void exit(int status) {
  if (active) {
    runtime::note_operation(LOCKSTEP_PC);
    runtime::exit_program(status);
  }
  LOCKSTEP_NEXT(exit)(status);
  __builtin_trap();
}
void quick_exit(int status) {
  if (active) runtime::end_program(status & 0xff, LOCKSTEP_PC);
  runtime::kernel(SYS_exit_group, status);
  __builtin_trap();
}
void _exit(int status) {
  if (active) runtime::end_program(status & 0xff, LOCKSTEP_PC);
  runtime::kernel(SYS_exit_group, status);
  __builtin_trap();
}
void _Exit(int status) { _exit(status); }

void abort() {
  if (active) runtime::abort_program(LOCKSTEP_PC);
  LOCKSTEP_NEXT(abort)();
  __builtin_trap();
}

void __assert_fail(const char* assertion, const char*, unsigned, const char*) {
  if (!active) abort();
  const std::uintptr_t pc = LOCKSTEP_PC;
  active = false;
  runtime::crash(SIGABRT, std::string("assertion failed: ") + assertion, pc);
}

int __cxa_thread_atexit(void (*function)(void*), void* object, void*) {
  const runtime::Inside inside;
  if (runtime::core == nullptr || !runtime::core->exploring) return 0;
  runtime::self().destructors.push_back({function, object});
  return 0;
}

int raise(int signal) {
  if (!active) return LOCKSTEP_NEXT(raise)(signal);
  if (signal < 0 || signal > 64) return EINVAL;
  if (signal != 0) runtime::receive_signal(signal, LOCKSTEP_PC);
  return 0;
}

}  // extern "C"
// NOLINTEND
