#include "supervisor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <optional>
#include <system_error>

#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <lockstep/wire/codec.hpp>

#include "cpu_meter.hpp"
#include "init.hpp"
#include "inventory.hpp"
#include "isolate.hpp"
#include "observer.hpp"
#include "run_folder.hpp"
#include "tree.hpp"

namespace lockstep::sandbox {

namespace {

constexpr auto kWatchEvery = std::chrono::milliseconds(5);
// A compiler is only kept within its limits; to look at it more often would cost more than it does.
constexpr auto kWatchQuietly = std::chrono::milliseconds(20);

std::string pipe_name(const Fd& fd) {
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) return {};
  return "pipe:[" + std::to_string(status.st_ino) + "]";
}

class Supervisor {
 public:
  Supervisor(const Launch& launch, std::vector<Fd> descriptors, const Filter& confinement)
      : launch_(launch), control_(std::move(descriptors.at(Descriptor::control))) {
    for (const std::size_t i : {Descriptor::output, Descriptor::errors, Descriptor::request,
                                Descriptor::response}) {
      const std::string name = pipe_name(descriptors.at(i));
      if (!name.empty()) outside_.insert(name);
    }
    start(std::move(descriptors), confinement);
  }

  void run() {
    while (!over_) {
      wait_for_events();
      if (!over_) watch();
    }
  }

  void report() {
    siginfo_t info{};
    rusage usage{};
    ::syscall(SYS_waitid, P_PIDFD, init_.handle.get(), &info, WEXITED, &usage);
    folder_.remove();
    if (failure_) {
      reply(ReplyKind::failed, *failure_);
      return;
    }
    add_usage(usage);
    report_.wall = end_ - start_;
    std::vector<int> files;
    for (const Fd& file : collected_) files.push_back(file.get());
    reply(ReplyKind::finished, wire::encode(report_), files);
  }

 private:
  void start(std::vector<Fd> descriptors, const Filter& confinement) {
    SocketPair pair = packet_pair();
    const bool own_namespaces = launch_.step != Step::landlock;
    if (!own_namespaces) folder_.make();
    const auto body = [&](const std::optional<Identity>& identity) {
      pair.ours.reset();
      control_.reset();
      ProgramDescriptors own{std::move(descriptors.at(Descriptor::output)),
                             std::move(descriptors.at(Descriptor::errors)), {}, {}};
      if (launch_.program.conversation) {
        own.request = std::move(descriptors.at(Descriptor::request));
        own.response = std::move(descriptors.at(Descriptor::response));
      }
      run_init(launch_, std::move(own), std::move(pair.theirs), identity, confinement,
               folder_.path());
    };
    init_ = own_namespaces ? start_in_namespaces(body) : start_plainly(body);
    to_init_ = std::move(pair.ours);
    const char go = static_cast<char>(InitCommand::start);
    if (!send_packet(to_init_.get(), {&go, 1})) failure_ = "the sandbox's init died";
    start_ = end_ = now();
  }

  void reply(ReplyKind kind, std::string payload, std::span<const int> files = {}) {
    send_packet(control_.get(), wire::encode(Reply{kind, std::move(payload)}), files);
  }

  // ---- events -----------------------------------------------------------------------------

  void wait_for_events() {
    std::array<pollfd, 3> events{{{control_.get(), POLLIN, 0},
                                  {to_init_.get(), POLLIN, 0},
                                  {observer_ ? observer_->descriptor() : -1, POLLIN, 0}}};
    const Time next = std::min(next_watch_, next_release_ == Time{0} ? next_watch_ : next_release_);
    const Time left = std::max(Time{0}, next - now());
    const timespec timeout{std::chrono::duration_cast<std::chrono::seconds>(left).count(),
                           (left % std::chrono::seconds(1)).count()};
    ::ppoll(events.data(), events.size(), &timeout, nullptr);
    if (events[2].revents != 0 && !observer_->take_notifications()) {
      note_peak();
      observer_.reset();
    }
    if (events[1].revents != 0) hear_init();
    if (!over_ && events[0].revents != 0) hear_library();
    next_release_ = observer_ ? observer_->release_due() : Time{0};
  }

  void hear_init() {
    Packet packet = receive_packet(to_init_.get(), MSG_DONTWAIT);
    if (packet.closed) {
      if (!ended_ && !failure_) failure_ = "the sandbox's init died before the program ended";
      over_ = true;
      return;
    }
    if (packet.bytes.empty()) return;
    const auto kind = static_cast<InitMessage>(packet.bytes[0]);
    const std::string_view payload = std::string_view(packet.bytes).substr(1);
    switch (kind) {
      case InitMessage::failed: failure_ = std::string(payload); kill_all(); break;
      case InitMessage::listener: observe(std::move(packet.descriptors.at(0))); break;
      case InitMessage::starting: started(); break;
      case InitMessage::names: names_ = wire::decode<std::vector<std::string>>(payload); break;
      case InitMessage::ended: ended(wire::decode<ProgramEnd>(payload)); break;
      case InitMessage::collected: collect(std::move(packet)); break;
    }
  }

  void observe(Fd listener) {
    observer_ = std::make_unique<Observer>(std::move(listener), launch_.program.observe, outside_);
    observer_->set_program(program());
  }

  void started() {
    start_ = now();
    next_watch_ = start_ + kWatchEvery;
  }

  void ended(const ProgramEnd& end) {
    end_ = now();
    ended_ = true;
    report_.left_running = end.left_running;
    report_.tasks_ever = end.tasks_ever;
    cpu_.update(init_.pid, {});  // init has waited for the program by now
    note_peak();
    report_.ending = ending_of(end.status);
  }

  Ending ending_of(int status) const {
    if (WIFEXITED(status)) return {Cause::exited, WEXITSTATUS(status)};
    const int signal = WTERMSIG(status);
    const bool used_up = cpu_.total() >= launch_.limits.cpu;
    const bool out_of_time = used_up && (signal == SIGXCPU || signal == SIGKILL);
    return out_of_time ? Ending{Cause::cpu_limit, signal} : Ending{Cause::signalled, signal};
  }

  void collect(Packet packet) {
    report_.collected = wire::decode<std::vector<std::string>>(
        std::string_view(packet.bytes).substr(1));
    collected_ = std::move(packet.descriptors);
    over_ = true;
  }

  void hear_library() {
    const Packet packet = receive_packet(control_.get(), MSG_DONTWAIT);
    if (packet.closed) {
      end_run({Cause::stopped, 0});
      return;
    }
    if (packet.bytes.empty()) return;
    switch (static_cast<Command>(packet.bytes[0])) {
      case Command::mark: mark(); break;
      case Command::tasks: reply(ReplyKind::tasks, wire::encode(observed_tasks())); break;
      case Command::inventory: reply(ReplyKind::inventory, wire::encode(take_inventory())); break;
      case Command::stop: end_run({Cause::stopped, 0}); break;
      case Command::too_much: end_run({Cause::output_limit, 0}); break;
    }
  }

  void note_peak() {
    if (observer_) report_.task_limit_hit |= observer_->peak() >= launch_.limits.tasks;
  }

  void mark() {
    note_peak();
    const Tasks until_now = observed_tasks();
    if (observer_) observer_->mark();
    reply(ReplyKind::tasks, wire::encode(until_now));
  }

  Tasks observed_tasks() {
    if (!observer_) return {};
    observer_->take_notifications();
    return observer_->tasks();
  }

  Inventory take_inventory() {
    Inventory inventory = inventory_of(program(), outside_);
    if (observer_) {
      observer_->take_notifications();
      inventory.threads = observer_->threads_alive();
    }
    names_.reset();
    const char ask = static_cast<char>(InitCommand::names);
    if (!send_packet(to_init_.get(), {&ask, 1})) return inventory;
    while (!names_ && !over_) hear_init_blocking();
    if (names_) inventory.named_objects = *names_;
    return inventory;
  }

  void hear_init_blocking() {
    pollfd event{to_init_.get(), POLLIN, 0};
    ::poll(&event, 1, -1);
    hear_init();
  }

  // ---- watching ---------------------------------------------------------------------------

  void watch() {
    if (ended_ || failure_ || now() < next_watch_) return;
    const std::vector<ProcessState> tree = descendants(init_.pid);
    check_limits(tree);
    if (!over_ && !tree.empty()) check_stuck(tree);
    next_watch_ = now() + (launch_.program.conversation ? kWatchEvery : kWatchQuietly);
  }

  void check_limits(const std::vector<ProcessState>& tree) {
    cpu_.update(init_.pid, tree);
    const std::uint64_t memory = memory_bytes(tree, launch_.limits.memory_bytes);
    report_.peak_memory_bytes = std::max(report_.peak_memory_bytes, memory);
    std::size_t tasks = 0;
    for (const ProcessState& process : tree) tasks += process.tasks.size();
    if (tasks >= launch_.limits.tasks) report_.task_limit_hit = true;
    // Without a user namespace no kernel limit counts this run's tasks alone.
    if (launch_.step == Step::landlock && tasks > launch_.limits.tasks) {
      end_run({Cause::stopped, 0});
      return;
    }
    if (memory > launch_.limits.memory_bytes) {
      end_run({Cause::memory_limit, 0});
    } else if (cpu_.total() >= launch_.limits.cpu) {
      end_run({Cause::cpu_limit, 0});
    } else if (now() - start_ >= launch_.limits.wall) {
      end_run({Cause::wall_limit, 0});
    }
  }

  void check_stuck(const std::vector<ProcessState>& tree) {
    const std::set<pid_t> held = observer_ ? observer_->held() : std::set<pid_t>{};
    if (!launch_.program.detect_stuck && held.empty()) return;
    const std::vector<Blocked> blocked = blocked_for_ever(init_.pid, held, outside_);
    if (blocked.empty() || news_from_observer()) return;
    if (observer_ && (observer_->retry_writes() || observer_->release_something())) return;
    if (!launch_.program.detect_stuck) return;
    report_.waiting = waiting_of(blocked, tree.front().pid);
    end_run({Cause::stuck, 0});
  }

  /// A notification that came during the two passes means that somebody did run.
  bool news_from_observer() {
    if (!observer_) return false;
    pollfd event{observer_->descriptor(), POLLIN, 0};
    return ::poll(&event, 1, 0) > 0;
  }

  static std::vector<Waiting> waiting_of(const std::vector<Blocked>& blocked, pid_t program) {
    std::vector<Waiting> waiting;
    for (const Blocked& one : blocked) {
      waiting.push_back({one.id.process != program, one.id.process == one.id.task, one.wait});
    }
    return waiting;
  }

  // ---- ending -----------------------------------------------------------------------------

  pid_t program() {
    if (program_ == 0) {
      const std::vector<ProcessState> tree = descendants(init_.pid);
      if (!tree.empty()) program_ = tree.front().pid;
    }
    return program_;
  }

  void end_run(Ending ending) {
    if (ended_ || over_) return;
    end_ = now();
    ended_ = true;
    report_.ending = ending;
    kill_all();
  }

  void kill_all() {
    over_ = true;
    if (launch_.step == Step::landlock) {
      // Only init can reach everything that came from it, and only init ends when that is done.
      const char stop = static_cast<char>(InitCommand::stop);
      if (send_packet(to_init_.get(), {&stop, 1})) return;
    }
    ::syscall(SYS_pidfd_send_signal, init_.handle.get(), SIGKILL, nullptr, 0);
  }

  void add_usage(const rusage& usage) {
    const auto time = [](const timeval& value) {
      return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
    };
    report_.cpu = std::max<std::chrono::nanoseconds>(cpu_.total(),
                                                     time(usage.ru_utime) + time(usage.ru_stime));
    const auto peak = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024U;
    report_.peak_memory_bytes = std::max(report_.peak_memory_bytes, peak);
  }

  const Launch& launch_;
  Fd control_;
  Fd to_init_;
  RunFolder folder_;
  InitProcess init_;
  std::unique_ptr<Observer> observer_;
  std::set<std::string> outside_;
  pid_t program_ = 0;
  Time start_{0};
  Time end_{0};
  Time next_watch_ = now() + kWatchEvery;
  Time next_release_{0};
  CpuMeter cpu_;
  bool ended_ = false;  // the program's ending is known
  bool over_ = false;   // nothing more will be heard
  std::optional<std::string> failure_;
  std::optional<std::vector<std::string>> names_;
  std::vector<Fd> collected_;
  Report report_;
};

}  // namespace

void supervise(const Launch& launch, std::vector<Fd> descriptors, const Filter& confinement) {
  // The library's end is heard on the control socket; a signal would leave things behind.
  std::signal(SIGCHLD, SIG_DFL);
  const int control = descriptors.at(Descriptor::control).get();
  const Fd answer(::dup(control));
  try {
    Supervisor supervisor(launch, std::move(descriptors), confinement);
    supervisor.run();
    supervisor.report();
  } catch (const std::exception& error) {
    send_packet(answer.get(), wire::encode(Reply{ReplyKind::failed, error.what()}));
  }
}

}  // namespace lockstep::sandbox
