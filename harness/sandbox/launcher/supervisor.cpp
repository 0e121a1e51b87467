#include "supervisor.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <optional>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <lockstep/wire/codec.hpp>

#include "accounts.hpp"
#include "init.hpp"
#include "inventory.hpp"
#include "observer.hpp"
#include "tree.hpp"

namespace lockstep::sandbox {

namespace {

constexpr auto kWatchEvery = std::chrono::milliseconds(5);
// Of a compiler only the limits matter, and what is measured must not be disturbed.
constexpr auto kWatchQuietly = std::chrono::milliseconds(20);

std::string pipe_name(const Fd& fd) {
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) return {};
  return "pipe:[" + std::to_string(status.st_ino) + "]";
}

class Supervisor {
 public:
  Supervisor(const Launch& launch, std::string_view encoded, std::vector<Fd> descriptors,
             Prepared& prepared)
      : launch_(launch),
        prepared_(prepared),
        accounts_(launch, prepared.cgroup ? &*prepared.cgroup : nullptr),
        control_(std::move(descriptors.at(Descriptor::control))) {
    for (const std::size_t i : {Descriptor::output, Descriptor::errors, Descriptor::request,
                                Descriptor::response}) {
      const std::string name = pipe_name(descriptors.at(i));
      if (!name.empty()) outside_.insert(name);
    }
    start(encoded, descriptors);
  }

  void run() {
    while (!over_) {
      wait_for_events();
      if (!over_) watch();
    }
  }

  /// An init that has told everything need not be waited for: nothing untrusted is left.
  void report() {
    if (!told_all_) prepared_.wait();
    prepared_.folder.remove();
    report_.wall = end_ - start_;
    if (!failure_) failure_ = accounts_.settle(report_);
    if (failure_) {
      reply(ReplyKind::failed, *failure_);
      return;
    }
    std::vector<int> files;
    for (const Fd& file : collected_) files.push_back(file.get());
    reply(ReplyKind::finished, wire::encode(report_), files);
  }

 private:
  void start(std::string_view encoded, const std::vector<Fd>& descriptors) {
    if (prepared_.cgroup) prepared_.cgroup->limit(launch_.limits);
    std::vector<int> passed{descriptors.at(Descriptor::output).get(),
                            descriptors.at(Descriptor::errors).get()};
    if (launch_.program.conversation) {
      passed.push_back(descriptors.at(Descriptor::request).get());
      passed.push_back(descriptors.at(Descriptor::response).get());
    }
    std::string packet(1, static_cast<char>(InitCommand::launch));
    packet += encoded;
    // An init that has died has said why; it is heard in run().
    static_cast<void>(send_packet(prepared_.to_init.get(), packet, passed));
    start_ = end_ = now();
  }

  void reply(ReplyKind kind, std::string payload, std::span<const int> files = {}) {
    send_packet(control_.get(), wire::encode(Reply{kind, std::move(payload)}), files);
  }

  // ---- events -----------------------------------------------------------------------------

  void wait_for_events() {
    std::array<pollfd, 3> events{{{control_.get(), POLLIN, 0},
                                  {prepared_.to_init.get(), POLLIN, 0},
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
    Packet packet = receive_packet(prepared_.to_init.get(), MSG_DONTWAIT);
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
      case InitMessage::memory: end_run({Cause::memory_limit, 0}); break;
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
    report_.never_waited_for = end.never_waited_for;
    report_.tasks_ever = end.tasks_ever;
    accounts_.look(prepared_.init.pid, {});  // init has waited for the program by now
    accounts_.note_usage(end.cpu, end.peak_memory_bytes);
    note_peak();
    report_.ending = accounts_.ending_of(end.status);
  }

  void collect(Packet packet) {
    report_.collected = wire::decode<std::vector<std::string>>(
        std::string_view(packet.bytes).substr(1));
    collected_ = std::move(packet.descriptors);
    told_all_ = over_ = true;
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
    if (observer_) accounts_.note_alive(observer_->peak());
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
    if (!send_packet(prepared_.to_init.get(), {&ask, 1})) return inventory;
    while (!names_ && !over_) hear_init_blocking();
    if (names_) inventory.named_objects = *names_;
    return inventory;
  }

  void hear_init_blocking() {
    pollfd event{prepared_.to_init.get(), POLLIN, 0};
    ::poll(&event, 1, -1);
    hear_init();
  }

  // ---- watching ---------------------------------------------------------------------------

  void watch() {
    if (ended_ || failure_ || now() < next_watch_) return;
    std::vector<ProcessState> tree;
    if (!accounts_.complete()) tree = descendants(prepared_.init.pid);
    check_limits(tree);
    if (!over_ && may_be_stuck()) {
      if (accounts_.complete()) tree = descendants(prepared_.init.pid);
      if (!tree.empty()) check_stuck(tree);
    }
    next_watch_ = now() + (launch_.program.conversation && !undisturbed() ? kWatchEvery : kWatchQuietly);
  }

  /// It runs, and the kernel itself keeps it within its limits.
  bool undisturbed() const { return accounts_.complete() && accounts_.ran_lately() && !observer_; }

  /// Who has just used CPU time is not asked what it waits for: to look at many tasks slows them down,
  /// and what is measured in them with them. An observer that holds tasks cannot wait so long.
  bool may_be_stuck() const {
    if (observer_) return true;
    return launch_.program.detect_stuck && !accounts_.ran_lately();
  }

  void check_limits(const std::vector<ProcessState>& tree) {
    accounts_.look(prepared_.init.pid, tree);
    if (const std::optional<Cause> cause = accounts_.exceeded()) {
      end_run({*cause, 0});
    } else if (now() - start_ >= launch_.limits.wall) {
      end_run({Cause::wall_limit, 0});
    }
  }

  void check_stuck(const std::vector<ProcessState>& tree) {
    const std::set<pid_t> held = observer_ ? observer_->held() : std::set<pid_t>{};
    if (!launch_.program.detect_stuck && held.empty()) return;
    const std::vector<Blocked> blocked = blocked_for_ever(prepared_.init.pid, held, outside_);
    if (blocked.empty() || news_from_observer()) return;
    if (observer_ && (observer_->retry_writes() || observer_->release_something())) return;
    if (!launch_.program.detect_stuck) return;
    // A child is shown as ended a moment before its parent is woken. That moment is long where the
    // machine itself is not given the processor; so then it has to look the same once more.
    const bool zombies = std::any_of(tree.begin(), tree.end(),
                                     [](const ProcessState& process) { return process.zombie; });
    if (zombies && std::exchange(suspected_, blocked) != blocked) return;
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
      const std::vector<ProcessState> tree = descendants(prepared_.init.pid);
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
    if (prepared_.cgroup) prepared_.cgroup->kill_all();
    if (launch_.step >= Step::landlock) {
      // Only init can reach everything that came from it, and only init ends when that is done.
      const char stop = static_cast<char>(InitCommand::stop);
      if (send_packet(prepared_.to_init.get(), {&stop, 1})) return;
    }
    ::syscall(SYS_pidfd_send_signal, prepared_.init.handle.get(), SIGKILL, nullptr, 0);
  }

  const Launch& launch_;
  Prepared& prepared_;
  Accounts accounts_;
  Fd control_;
  std::unique_ptr<Observer> observer_;
  std::set<std::string> outside_;
  pid_t program_ = 0;
  Time start_{0};
  Time end_{0};
  Time next_watch_ = now() + kWatchEvery;
  Time next_release_{0};
  std::vector<Blocked> suspected_;  // at the last look, with zombies among them
  bool ended_ = false;  // the program's ending is known
  bool over_ = false;   // nothing more will be heard
  bool told_all_ = false;  // by init, which then ends by itself
  std::optional<std::string> failure_;
  std::optional<std::vector<std::string>> names_;
  std::vector<Fd> collected_;
  Report report_;
};

}  // namespace

void supervise(const Launch& launch, std::string_view encoded, std::vector<Fd> descriptors,
               Prepared& prepared) {
  const Fd answer(::dup(descriptors.at(Descriptor::control).get()));
  try {
    Supervisor supervisor(launch, encoded, std::move(descriptors), prepared);
    supervisor.run();
    supervisor.report();
  } catch (const std::exception& error) {
    send_packet(answer.get(), wire::encode(Reply{ReplyKind::failed, error.what()}));
  }
}

void refuse(const std::vector<Fd>& descriptors, const std::string& why) {
  send_packet(descriptors.at(Descriptor::control).get(),
              wire::encode(Reply{ReplyKind::failed, why}));
}

}  // namespace lockstep::sandbox
