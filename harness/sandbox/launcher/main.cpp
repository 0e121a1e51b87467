// lockstep-launch: the small helper from which every sandboxed process descends.
//
// It is started once by the library (sandbox.hpp) and exists so that a grader with much memory is
// never forked. It always keeps one supervisor ready, which has prepared a run and waits for the
// next launch on descriptor 3; once that one has taken a launch, another is forked.
//
//   lockstep-launch [A|B|C|D]    the step to prepare for, where it is known
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>

#include <fcntl.h>
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

constexpr int kLibrary = 3;

struct Helper {
  std::optional<Step> step;  // of the last launch: the next one will be the same
  sandbox::CgroupTree cgroups;
  sandbox::Filter confinement = sandbox::confinement_filter();
};

std::optional<Step> step_of(char letter) {
  if (letter < 'A' || letter > 'D') return std::nullopt;
  return static_cast<Step>(letter - 'A');
}

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

/// One supervisor, a process of its own. `taken` gets the step's letter once it has a launch.
void supervise_next(const Helper& helper, sandbox::Fd taken) {
  std::signal(SIGCHLD, SIG_DFL);
  const int not_for_init[] = {kLibrary, taken.get()};
  PreparedRun prepared = prepare_ahead(helper, not_for_init);
  sandbox::Packet packet = sandbox::receive_packet(kLibrary);
  if (packet.closed || packet.descriptors.size() != sandbox::kDescriptors) return;
  ::close(kLibrary);
  const char letter = sandbox::letter(wire::decode<sandbox::Launch>(packet.bytes).step);
  if (::write(taken.get(), &letter, 1) != 1) return;
  taken.reset();
  run(helper, std::move(prepared), std::move(packet));
}

/// Until the library is gone.
void serve(Helper& helper) {
  for (;;) {
    int ends[2];
    sandbox::check(::pipe2(ends, O_CLOEXEC), "pipe");
    const sandbox::Fd taken(ends[0]);
    sandbox::Fd take(ends[1]);
    if (sandbox::check(::fork(), "fork") == 0) {
      try {
        supervise_next(helper, std::move(take));
      } catch (const std::exception& error) {
        std::fprintf(stderr, "lockstep-launch: %s\n", error.what());
      }
      ::_exit(0);
    }
    take.reset();
    char letter = 0;
    if (::read(taken.get(), &letter, 1) != 1) return;
    helper.step = step_of(letter);
  }
}

/// SIGCHLD is ignored: this returns once the last one has ended.
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
    serve(helper);
    ::close(kLibrary);
    wait_for_supervisors();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lockstep-launch: %s\n", error.what());
    return 1;
  }
  return 0;
}
