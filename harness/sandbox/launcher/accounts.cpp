#include "accounts.hpp"

#include <algorithm>
#include <csignal>

#include <sys/wait.h>

#include "hidden_memory.hpp"

namespace lockstep::sandbox {

Accounts::Accounts(const Launch& launch, const RunCgroup* cgroup)
    : step_(launch.step), limits_(launch.limits), cgroup_(cgroup) {
  if (cgroup_ == nullptr) return;
  counts_memory_ = cgroup_->limits_memory();
  counts_tasks_ = cgroup_->limits_tasks();
  counts_cpu_ = cgroup_->read().cpu.has_value();
}

void Accounts::read_cgroup() {
  if (cgroup_ == nullptr) return;
  counters_ = cgroup_->read();
  cpu_ = std::max(cpu_, counters_.cpu.value_or(cpu_));
  if (counters_.peak_memory_bytes) peak_memory_bytes_ = *counters_.peak_memory_bytes;
  task_limit_hit_ |= counters_.tasks_refused.value_or(false);
}

void Accounts::look(pid_t init, const std::vector<ProcessState>& tree) {
  cpu_before_ = cpu_;
  read_cgroup();
  if (!counts_cpu_) {
    meter_.update(init, tree);
    cpu_ = std::max(cpu_, meter_.total());
  }
  if (!counts_memory_) {
    // To look at every descriptor takes long, and a file does not fill in an instant.
    constexpr unsigned kFilesEvery = 8;
    if (looks_++ % kFilesEvery == 0) file_bytes_ = anonymous_file_bytes(tree);
    // Not the sum: what of the files is mapped is in the first figure, too.
    memory_bytes_ = std::max(memory_bytes(tree, limits_.memory_bytes), file_bytes_);
    peak_memory_bytes_ = std::max(peak_memory_bytes_, memory_bytes_);
  }
  if (counts_tasks_) return;
  tasks_ = 0;
  for (const ProcessState& process : tree) tasks_ += process.tasks.size();
  note_alive(tasks_);
}

void Accounts::note_alive(std::size_t tasks) {
  if (!counts_tasks_ && tasks >= limits_.tasks) task_limit_hit_ = true;
}

void Accounts::note_usage(std::chrono::nanoseconds cpu, std::uint64_t peak_memory_bytes) {
  if (!counts_cpu_) cpu_ = std::max(cpu_, cpu);
  if (!counts_memory_) peak_memory_bytes_ = std::max(peak_memory_bytes_, peak_memory_bytes);
}

std::optional<Cause> Accounts::exceeded() const {
  // Without a user namespace no kernel limit counts this run's tasks alone.
  if (step_ >= Step::landlock && !counts_tasks_ && tasks_ > limits_.tasks) {
    return Cause::process_limit;
  }
  if (counters_.killed_for_machine) return Cause::stopped;  // settle() says that it is a fault
  if (counters_.killed_for_memory || memory_bytes_ > limits_.memory_bytes) {
    return Cause::memory_limit;
  }
  if (cpu_ >= limits_.cpu) return Cause::cpu_limit;
  return std::nullopt;
}

Ending Accounts::ending_of(int wait_status) const {
  if (WIFEXITED(wait_status)) return {Cause::exited, WEXITSTATUS(wait_status)};
  const int signal = WTERMSIG(wait_status);
  const bool used_up = cpu_ >= limits_.cpu;
  const bool out_of_time = used_up && (signal == SIGXCPU || signal == SIGKILL);
  return out_of_time ? Ending{Cause::cpu_limit, signal} : Ending{Cause::signalled, signal};
}

/// Of several limits the one that explains the others: who was refused a task, or killed for
/// memory, may go on waiting for what never comes.
Ending Accounts::named(Ending ending) const {
  const bool by_itself = ending.cause == Cause::exited || ending.cause == Cause::signalled;
  const bool by_time = ending.cause == Cause::wall_limit || ending.cause == Cause::cpu_limit;
  if (counters_.killed_for_memory && (by_itself || by_time || ending.cause == Cause::stuck)) {
    return {Cause::memory_limit, 0};
  }
  if (ending.cause == Cause::signalled && ending.code == SIGXFSZ) {
    return {Cause::file_limit, SIGXFSZ};
  }
  if (task_limit_hit_ && !ending.clean() && (by_itself || by_time)) {
    return {Cause::process_limit, 0};
  }
  return ending;
}

std::optional<std::string> Accounts::settle(Report& report) {
  read_cgroup();
  report.cpu = cpu_;
  report.peak_memory_bytes = peak_memory_bytes_;
  report.task_limit_hit = task_limit_hit_;
  report.ending = named(report.ending);
  if (counters_.killed_for_machine && !counters_.killed_for_memory) {
    return "the machine ran out of memory while the program ran";
  }
  return std::nullopt;
}

}  // namespace lockstep::sandbox
