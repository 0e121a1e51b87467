#include "init.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

#include <lockstep/wire/codec.hpp>

#include "hidden_memory.hpp"
#include "landlock.hpp"
#include "named_objects.hpp"
#include "program_process.hpp"
#include "root_folder.hpp"
#include "tree.hpp"

namespace lockstep::sandbox {

namespace {

constexpr std::size_t kMostCollected = 8;
constexpr int kSegmentsEveryMs = 50;

/// At step D nothing but the tree itself says who belongs to the run. A process that is born while
/// its parent is killed is found in the next pass.
void kill_descendants() {
  constexpr int kPasses = 2000;
  const timespec moment{0, 1'000'000};
  for (int i = 0; i < kPasses; ++i) {
    bool alive = false;
    for (const ProcessState& process : descendants(::getpid())) {
      if (process.zombie) continue;
      alive = true;
      ::kill(process.pid, SIGKILL);
    }
    if (!alive) return;
    ::nanosleep(&moment, nullptr);
  }
}

/// What the program left as zombies is ours since its end.
std::uint32_t reap_zombies() {
  std::uint32_t count = 0;
  int status = 0;
  while (::waitpid(-1, &status, WNOHANG) > 0) ++count;
  return count;
}

/// Kills everything else in the namespace, or in the landlock domain, or below us, and waits for
/// it. Returns how many were still running.
std::uint32_t kill_all_others(Step step) {
  std::uint32_t killed = 0;
  int status = 0;
  if (step == Step::nothing) {
    kill_descendants();
  } else {
    ::kill(-1, SIGKILL);
  }
  for (;;) {
    const pid_t pid = ::waitpid(-1, &status, 0);
    if (pid > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ++killed;
    if (pid < 0 && errno == ECHILD) return killed;
  }
}

/// Process ids are given in order: the next one tells how many tasks there were since `program`.
std::uint64_t count_tasks(pid_t program) {
  const pid_t next = ::vfork();  // nothing is copied for a process that does nothing
  if (next == 0) ::_exit(0);
  int status = 0;
  ::waitpid(next, &status, 0);
  return next > program ? static_cast<std::uint64_t>(next - program) : 0;
}

void add_usage(ProgramEnd& end) {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto time = [](const timeval& value) {
    return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
  };
  end.cpu = time(usage.ru_utime) + time(usage.ru_stime);
  end.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024U;
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

class Init {
 public:
  Init(const InitSetting& setting, Fd supervisor)
      : setting_(setting), supervisor_(std::move(supervisor)) {}

  [[noreturn]] void run() {
    wait_for(InitCommand::prepare);  // the supervisor has mapped our identity
    ::setsid();
    signals_ = block_child_signal();
    prepare();
    Packet packet = wait_for(InitCommand::launch);
    auto launch = wire::decode<Launch>(std::string_view(packet.bytes).substr(1));
    isolate(launch);
    if (setting_.step == Step::namespaces) segment_limit_ = launch.limits.memory_bytes;
    if (shared()) launch.program = with_host_paths(launch.program, setting_.folder);
    ::prctl(PR_SET_DUMPABLE, 0);
    const pid_t program = start_program(setting_, launch, taken_from(packet), supervisor_);
    packet.descriptors.clear();
    ProgramEnd end;
    end.status = serve_until_end(program);
    end.never_waited_for = reap_zombies();
    end.left_running = kill_all_others(setting_.step);
    add_usage(end);
    if (!shared()) end.tasks_ever = count_tasks(program);
    tell(supervisor_.get(), InitMessage::ended, wire::encode(end));
    hand_back_files(supervisor_.get(), launch, shared() ? setting_.folder : "/tmp");
    ::_exit(0);
  }

  [[noreturn]] void complain(const std::exception& error) { fail(supervisor_.get(), error.what()); }

 private:
  /// The machine's own /tmp and process ids.
  [[nodiscard]] bool shared() const { return setting_.step >= Step::landlock; }

  Packet wait_for(InitCommand command) {
    Packet packet = receive_packet(supervisor_.get());
    if (packet.closed || !packet.bytes.starts_with(static_cast<char>(command))) ::_exit(1);
    return packet;
  }

  static ProgramDescriptors taken_from(Packet& packet) {
    ProgramDescriptors taken;
    Fd* const places[] = {&taken.output, &taken.errors, &taken.request, &taken.response};
    for (std::size_t i = 0; i < packet.descriptors.size() && i < std::size(places); ++i) {
      *places[i] = std::move(packet.descriptors[i]);
    }
    return taken;
  }

  static Fd block_child_signal() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return Fd(
        static_cast<int>(check(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd")));
  }

  void prepare() {
    if (shared()) {
      check(::prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper");
    } else {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      root_.build();
    }
  }

  void isolate(const Launch& launch) {
    if (!shared()) {
      root_.enter(launch.program, launch.limits);
      return;
    }
    if (setting_.step == Step::landlock) enter_landlock(launch.program, setting_.folder);
    check(::chdir(setting_.folder.c_str()), setting_.folder);
  }

  /// Where no cgroup counts them: only from inside its IPC namespace they can be seen.
  void look_at_segments() {
    if (segment_limit_ == 0 || segment_bytes() <= segment_limit_) return;
    segment_limit_ = 0;
    tell(supervisor_.get(), InitMessage::memory);
  }

  /// Reaps until the program itself has ended; answers the supervisor in the meantime.
  int serve_until_end(pid_t program) {
    std::array<pollfd, 2> events{{{supervisor_.get(), POLLIN, 0}, {signals_.get(), POLLIN, 0}}};
    for (;;) {
      ::poll(events.data(), events.size(), segment_limit_ == 0 ? -1 : kSegmentsEveryMs);
      look_at_segments();
      if ((events[1].revents & POLLIN) != 0) {
        signalfd_siginfo ignored{};
        [[maybe_unused]] const ssize_t size = ::read(signals_.get(), &ignored, sizeof ignored);
        int status = 0;
        for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
          if (pid == program) return status;
        }
      }
      if (events[0].revents != 0) hear_supervisor();
    }
  }

  void hear_supervisor() {
    const Packet packet = receive_packet(supervisor_.get(), MSG_DONTWAIT);
    if (packet.closed || packet.bytes.starts_with(static_cast<char>(InitCommand::stop))) {
      kill_all_others(setting_.step);
      ::_exit(1);
    }
    if (packet.bytes.starts_with(static_cast<char>(InitCommand::names))) {
      tell(supervisor_.get(), InitMessage::names,
           wire::encode(shared() ? files_below(setting_.folder) : named_objects()));
    }
  }

  const InitSetting& setting_;
  Fd supervisor_;
  std::uint64_t segment_limit_ = 0;  // 0: others count them
  Fd signals_;
  PrivateRoot root_;
};

}  // namespace

void run_init(const InitSetting& setting, Fd supervisor) {
  Init init(setting, std::move(supervisor));
  try {
    init.run();
  } catch (const std::exception& error) {
    init.complain(error);
  }
}

}  // namespace lockstep::sandbox
