// lockstep-launch: the small helper from which every sandboxed process descends.
//
// It is started once by the library (sandbox.hpp) and exists so that a grader with much memory is
// never forked. It always keeps supervisors ready, which have prepared a run and wait for the next
// launch; once one of them has taken a launch, another is forked. Several processes
// may send launches: each brings the descriptors that the answers go to.
//
//   lockstep-launch A|B|C|D|- COUNT    the step to prepare for, where it is known; so many
//   supervisors
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lockstep/wire/codec.hpp>

#include "../src/descriptor.hpp"
#include "../src/message.hpp"
#include "filter.hpp"
#include "supervisor.hpp"

namespace {

using namespace lockstep;
using sandbox::Step;

struct Helper {
  std::optional<Step> step;  // of the last launch: the next one will be the same
  std::size_t ahead = 1;
  sandbox::Fd turns{static_cast<int>(
      sandbox::check(::memfd_create("lockstep-turns", MFD_CLOEXEC), "memfd_create"))};
  sandbox::CgroupTree cgroups;
  sandbox::Filter confinement = sandbox::confinement_filter();
};

std::optional<Step> step_of(char letter) {
  if (letter < 'A' || letter > 'D') return std::nullopt;
  return static_cast<Step>(letter - 'A');
}

/// Of the supervisors in waiting one after the other: to look how long a packet is and to take it
/// are two steps. A record lock, because the kernel gives back that of a process that dies.
class Turn {
 public:
  explicit Turn(const sandbox::Fd& file) : file_(file.get()) { set(F_WRLCK); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { set(F_UNLCK); }

 private:
  void set(short type) const noexcept {
    struct flock lock {};
    lock.l_type = type;
    while (::fcntl(file_, F_SETLKW, &lock) < 0 && errno == EINTR) {
    }
  }

  int file_;
};

using PreparedRun = std::unique_ptr<sandbox::Prepared>;

/// Ahead of time: what goes wrong is found again, and then told, when there is a launch to fail.
PreparedRun prepare_ahead(const Helper& helper, std::span<const int> not_for_init) {
  if (!helper.step) return nullptr;
  try {
    return sandbox::prepare(*helper.step, helper.cgroups, helper.confinement, not_for_init);
  } catch (const std::exception&) {
    return nullptr;
  }
}

void run(const Helper& helper, PreparedRun prepared, sandbox::Packet packet) {
  const auto launch = wire::decode<sandbox::Launch>(packet.bytes);
  try {
    if (prepared && prepared->step != launch.step) prepared.reset();
    if (!prepared) {
      std::vector<int> not_for_init;
      for (const sandbox::Fd& descriptor : packet.descriptors) {
        not_for_init.push_back(descriptor.get());
      }
      prepared = sandbox::prepare(launch.step, helper.cgroups, helper.confinement, not_for_init);
    }
  } catch (const std::exception& error) {
    sandbox::refuse(packet.descriptors, error.what());
    return;
  }
  sandbox::supervise(launch, packet.bytes, std::move(packet.descriptors), *prepared);
}

sandbox::Packet next_launch(const Helper& helper) {
  const Turn turn(helper.turns);
  return sandbox::receive_packet(sandbox::kHelperSocket);
}

/// One supervisor, a process of its own. `taken` gets the step's letter once it has a launch.
void supervise_next(const Helper& helper, sandbox::Fd taken) {
  std::signal(SIGCHLD, SIG_DFL);
  const int not_for_init[] = {sandbox::kHelperSocket, sandbox::kHelperLifeline, taken.get(),
                              helper.turns.get()};
  PreparedRun prepared = prepare_ahead(helper, not_for_init);
  sandbox::Packet packet = next_launch(helper);
  if (packet.closed || packet.descriptors.size() != sandbox::kDescriptors) return;
  ::close(sandbox::kHelperSocket);
  const char letter = sandbox::letter(wire::decode<sandbox::Launch>(packet.bytes).step);
  if (::write(taken.get(), &letter, 1) != 1) return;
  taken.reset();
  run(helper, std::move(prepared), std::move(packet));
}

using Waiting = std::vector<sandbox::Fd>;  // each tells when its supervisor has got a launch

sandbox::Fd fork_supervisor(const Helper& helper, Waiting& others) {
  int ends[2];
  sandbox::check(::pipe2(ends, O_CLOEXEC), "pipe");
  sandbox::Fd taken(ends[0]);
  sandbox::Fd take(ends[1]);
  if (sandbox::check(::fork(), "fork") != 0) return taken;
  others.clear();
  try {
    supervise_next(helper, std::move(take));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lockstep-launch: %s\n", error.what());
  }
  ::_exit(0);
}

/// Until whoever started us is gone, or one in waiting ends because nobody can send a launch.
void serve(Helper& helper) {
  Waiting waiting;
  for (;;) {
    // Who does not know the step yet cannot prepare anything.
    const std::size_t wanted = helper.step ? helper.ahead : 1;
    while (waiting.size() < wanted) waiting.push_back(fork_supervisor(helper, waiting));
    std::vector<pollfd> events;
    for (const sandbox::Fd& one : waiting) events.push_back({one.get(), POLLIN, 0});
    events.push_back({sandbox::kHelperLifeline, POLLIN, 0});
    if (::poll(events.data(), events.size(), -1) < 0 && errno != EINTR) return;
    if (events.back().revents != 0) return;
    for (std::size_t i = waiting.size(); i-- > 0;) {
      if (events[i].revents == 0) continue;
      char letter = 0;
      if (::read(waiting[i].get(), &letter, 1) != 1) return;
      helper.step = step_of(letter);
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

/// Those with a launch end when its caller does. SIGCHLD is ignored: this returns once the last one
/// has ended.
void wait_for_supervisors() {
  while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  ::setsid();  // an interrupt from the terminal is the caller's to handle
  std::signal(SIGCHLD, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    Helper helper;
    if (argc > 1) helper.step = step_of(argv[1][0]);
    if (argc > 2) helper.ahead = std::max(1UL, std::strtoul(argv[2], nullptr, 10));
    serve(helper);
    // For those in waiting as well, whoever else holds the other end.
    ::shutdown(sandbox::kHelperSocket, SHUT_RDWR);
    wait_for_supervisors();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lockstep-launch: %s\n", error.what());
    return 1;
  }
  return 0;
}
