#include "program_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "landlock.hpp"

namespace lockstep::sandbox {

namespace {

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

/// Puts the program's descriptors where it expects them and marks all others close-on-exec.
void arrange_descriptors(ProgramDescriptors descriptors, Fd& supervisor) {
  // First out of the way: no source is overwritten before it is used, and none is closed afterwards
  // under a number that is the program's by then.
  const auto away = [](const Fd& fd) {
    return Fd(fd ? static_cast<int>(check(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 16), "dup")) : -1);
  };
  Fd input(static_cast<int>(check(::open("/dev/null", O_RDONLY | O_CLOEXEC), "/dev/null")));
  const Fd sources[] = {away(input), away(descriptors.output), away(descriptors.errors),
                        away(descriptors.request), away(descriptors.response)};
  supervisor = away(supervisor);
  input.reset();
  descriptors = {};
  for (int target = 0; target < static_cast<int>(std::size(sources)); ++target) {
    if (sources[target]) check(::dup2(sources[target].get(), target), "dup2");
  }
  const unsigned first_unused = sources[3] ? 5U : 3U;
  check(::close_range(first_unused, ~0U, CLOSE_RANGE_CLOEXEC), "close_range");
}

void reset_signals() {
  // The raw call: the C library refuses to touch two signals that it keeps to itself.
  const std::array<unsigned long, 4> default_action{};
  constexpr std::size_t kSetBytes = 8;
  for (int number = 1; number < NSIG; ++number) {
    ::syscall(SYS_rt_sigaction, number, default_action.data(), nullptr, kSetBytes);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// No error: the caller's processors may have been taken away meanwhile.
void run_where_the_caller_runs(const std::vector<std::uint32_t>& processors) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const std::uint32_t each : processors) {
    if (each < CPU_SETSIZE) CPU_SET(each, &set);
  }
  if (CPU_COUNT(&set) > 0) ::sched_setaffinity(0, sizeof set, &set);
}

/// Who counts the run's tasks where no cgroup does it.
bool limits_tasks_by_identity(const InitSetting& setting) {
  const bool by_cgroup = setting.cgroup != nullptr && setting.cgroup->limits_tasks();
  return !by_cgroup && setting.step <= Step::namespaces;
}

void confine(const InitSetting& setting, const Launch& launch) {
  reset_signals();
  limit_resources(launch.limits, limits_tasks_by_identity(setting));
  drop_rights(setting.identity);
  fix_addresses();
  if (setting.step <= Step::namespaces) confine_by_landlock_too();
  if (setting.step == Step::landlock) leave_init_alone();
}

[[noreturn]] void become_program(const InitSetting& setting, const Launch& launch,
                                 ProgramDescriptors descriptors, Fd supervisor) {
  try {
    if (setting.cgroup != nullptr) setting.cgroup->enter();
    check(::setsid(), "setsid");
    arrange_descriptors(std::move(descriptors), supervisor);
    run_where_the_caller_runs(launch.processors);
    confine(setting, launch);
    const Filter observation = observation_filter(launch.program.observe);
    if (!observation.empty()) {
      const Fd listener(install_with_listener(observation));
      const int passed[] = {listener.get()};
      tell(supervisor.get(), InitMessage::listener, {}, passed);
    }
    const std::vector<char*> argv = pointers(launch.program.argv);
    const std::vector<char*> environment = pointers(launch.program.environment);
    tell(supervisor.get(), InitMessage::starting);
    install(setting.confinement);
    ::execve(argv[0], argv.data(), environment.data());
    fail(supervisor.get(),
         "cannot execute " + launch.program.argv[0] + ": " + std::strerror(errno));
  } catch (const std::exception& error) {
    fail(supervisor.get(), error.what());
  }
}

/// Version 2 of cgroups: the new process begins its life inside.
pid_t clone_into(int cgroup) {
  clone_args arguments{};
  arguments.flags = CLONE_INTO_CGROUP;
  arguments.exit_signal = SIGCHLD;
  arguments.cgroup = static_cast<__u64>(cgroup);
  const auto pid = static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
  if (pid >= 0 || errno != ENOSYS) return pid;
  // Container policies answer clone3 so. Then it has to move in, which is slow.
  const pid_t plain = ::fork();
  if (plain != 0) return plain;
  const Fd file(::openat(cgroup, "cgroup.procs", O_WRONLY | O_CLOEXEC));
  if (!file || ::write(file.get(), "0", 1) != 1) ::_exit(1);
  return 0;
}

}  // namespace

void tell(int supervisor, InitMessage kind, std::string_view payload,
          std::span<const int> descriptors) {
  std::string packet(1, static_cast<char>(kind));
  packet += payload;
  if (!send_packet(supervisor, packet, descriptors)) ::_exit(1);
}

void fail(int supervisor, const std::string& sentence) {
  tell(supervisor, InitMessage::failed, sentence);
  ::_exit(1);
}

pid_t start_program(const InitSetting& setting, const Launch& launch,
                    ProgramDescriptors descriptors, Fd& supervisor) {
  const int cgroup = setting.cgroup != nullptr ? setting.cgroup->clone_target() : -1;
  const pid_t program = cgroup >= 0 ? clone_into(cgroup) : ::fork();
  check(program, "cannot start a process in the sandbox");
  if (program == 0) {
    become_program(setting, launch, std::move(descriptors), std::move(supervisor));
  }
  return program;
}

}  // namespace lockstep::sandbox
