#include "init.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <lockstep/wire/codec.hpp>

#include "landlock.hpp"
#include "named_objects.hpp"
#include "root_folder.hpp"

namespace lockstep::sandbox {

namespace {

constexpr std::size_t kMostCollected = 8;

void tell(int supervisor, InitMessage kind, std::string_view payload = {},
          std::span<const int> descriptors = {}) {
  std::string packet(1, static_cast<char>(kind));
  packet += payload;
  if (!send_packet(supervisor, packet, descriptors)) ::_exit(1);
}

[[noreturn]] void fail(int supervisor, const std::string& sentence) {
  tell(supervisor, InitMessage::failed, sentence);
  ::_exit(1);
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

/// Puts the program's descriptors where it expects them and marks all others close-on-exec.
void arrange_descriptors(ProgramDescriptors descriptors, Fd& supervisor) {
  // First out of the way, so that no source is overwritten before it is used.
  const auto away = [](const Fd& fd) {
    return Fd(fd ? static_cast<int>(check(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 16), "dup")) : -1);
  };
  const Fd input(static_cast<int>(check(::open("/dev/null", O_RDONLY | O_CLOEXEC), "/dev/null")));
  const Fd sources[] = {away(input), away(descriptors.output), away(descriptors.errors),
                        away(descriptors.request), away(descriptors.response)};
  supervisor = away(supervisor);
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

[[noreturn]] void become_program(const Launch& launch, ProgramDescriptors descriptors,
                                 Fd supervisor, const std::optional<Identity>& identity,
                                 const Filter& confinement) {
  try {
    check(::setsid(), "setsid");
    if (launch.step == Step::landlock) leave_init_alone();
    reset_signals();
    arrange_descriptors(std::move(descriptors), supervisor);
    limit_resources(launch.limits, launch.step != Step::landlock);
    drop_rights(identity);
    fix_addresses();
    const Filter observation = observation_filter(launch.program.observe);
    if (!observation.empty()) {
      const Fd listener(install_with_listener(observation));
      const int passed[] = {listener.get()};
      tell(supervisor.get(), InitMessage::listener, {}, passed);
    }
    const std::vector<char*> argv = pointers(launch.program.argv);
    const std::vector<char*> environment = pointers(launch.program.environment);
    tell(supervisor.get(), InitMessage::starting);
    install(confinement);
    ::execve(argv[0], argv.data(), environment.data());
    fail(supervisor.get(), "cannot execute " + launch.program.argv[0] + ": " + std::strerror(errno));
  } catch (const std::exception& error) {
    fail(supervisor.get(), error.what());
  }
}

/// Kills everything else in the namespace, or in the landlock domain, and waits for it. Returns how
/// many were still running.
std::uint32_t kill_all_others() {
  std::uint32_t killed = 0;
  int status = 0;
  while (::waitpid(-1, &status, WNOHANG) > 0) {  // what had ended before was not running
  }
  ::kill(-1, SIGKILL);
  for (;;) {
    const pid_t pid = ::waitpid(-1, &status, 0);
    if (pid > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ++killed;
    if (pid < 0 && errno == ECHILD) return killed;
  }
}

/// Process ids are given in order: the next one tells how many tasks there were since `program`.
std::uint64_t count_tasks(pid_t program) {
  const pid_t next = ::fork();
  if (next == 0) ::_exit(0);
  int status = 0;
  ::waitpid(next, &status, 0);
  return next > program ? static_cast<std::uint64_t>(next - program) : 0;
}

/// Only plain files, never through a link, so that nothing but the program's own data is opened.
Fd open_collected(const std::string& path, std::uint64_t largest) {
  Fd file(::openat(AT_FDCWD, path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  const bool plain = file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) &&
                     status.st_nlink == 1 && static_cast<std::uint64_t>(status.st_size) <= largest;
  return plain ? std::move(file) : Fd();
}

void hand_back_files(int supervisor, const Launch& launch, const std::string& folder) {
  std::vector<std::string> names;
  std::vector<Fd> files;
  std::vector<int> descriptors;
  for (const std::string& name : launch.program.collect) {
    Fd file = open_collected(folder + "/" + name, launch.limits.file_bytes);
    if (!file || files.size() == kMostCollected) continue;
    names.push_back(name);
    descriptors.push_back(file.get());
    files.push_back(std::move(file));
  }
  tell(supervisor, InitMessage::collected, wire::encode(names), descriptors);
}

/// Reaps until the program itself has ended; answers the supervisor in the meantime.
int serve_until_end(pid_t program, int supervisor, int signals, const std::string& folder) {
  std::array<pollfd, 2> events{{{supervisor, POLLIN, 0}, {signals, POLLIN, 0}}};
  for (;;) {
    ::poll(events.data(), events.size(), -1);
    if ((events[1].revents & POLLIN) != 0) {
      signalfd_siginfo ignored{};
      [[maybe_unused]] const ssize_t size = ::read(signals, &ignored, sizeof ignored);
      int status = 0;
      for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
        if (pid == program) return status;
      }
    }
    if (events[0].revents == 0) continue;
    const Packet packet = receive_packet(supervisor, MSG_DONTWAIT);
    if (packet.closed || packet.bytes.starts_with(static_cast<char>(InitCommand::stop))) {
      kill_all_others();
      ::_exit(1);
    }
    if (packet.bytes.starts_with(static_cast<char>(InitCommand::names))) {
      const bool shared = !folder.empty();
      tell(supervisor, InitMessage::names,
           wire::encode(shared ? files_below(folder) : named_objects()));
    }
  }
}

int block_child_signal() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  return static_cast<int>(check(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd"));
}

void isolate_at_step(const Launch& launch, const std::string& folder) {
  if (launch.step == Step::landlock) {
    check(::prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper");
    enter_landlock(launch.program, folder);
    check(::chdir(folder.c_str()), folder);
  } else {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    enter_private_root(launch.program, launch.limits);
  }
}

}  // namespace

void run_init(const Launch& outer, ProgramDescriptors descriptors, Fd supervisor,
              const std::optional<Identity>& identity, const Filter& confinement,
              const std::string& folder) {
  try {
    const Packet go = receive_packet(supervisor.get());  // the supervisor has mapped our identity
    if (go.closed) ::_exit(1);
    ::setsid();
    const Fd signals(block_child_signal());
    Launch launch = outer;
    isolate_at_step(launch, folder);
    if (!folder.empty()) launch.program = with_host_paths(launch.program, folder);
    ::prctl(PR_SET_DUMPABLE, 0);
    const pid_t program = static_cast<pid_t>(check(::fork(), "fork"));
    if (program == 0) {
      become_program(launch, std::move(descriptors), std::move(supervisor), identity, confinement);
    }
    descriptors = {};
    ProgramEnd end;
    end.status = serve_until_end(program, supervisor.get(), signals.get(), folder);
    end.left_running = kill_all_others();
    if (folder.empty()) end.tasks_ever = count_tasks(program);
    tell(supervisor.get(), InitMessage::ended, wire::encode(end));
    hand_back_files(supervisor.get(), launch, folder.empty() ? "/tmp" : folder);
    ::_exit(0);
  } catch (const std::exception& error) {
    fail(supervisor.get(), error.what());
  }
}

}  // namespace lockstep::sandbox
