// lockstep-launch: the small helper from which every sandboxed process descends.
//
// It is started once by the library (sandbox.hpp), waits for launches on descriptor 3 and forks one
// supervisor for each. It exists so that a grader with much memory is never forked.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>

#include <unistd.h>

#include <lockstep/wire/codec.hpp>

#include "../src/descriptor.hpp"
#include "../src/message.hpp"
#include "filter.hpp"
#include "supervisor.hpp"

namespace {

using namespace lockstep;

constexpr int kLibrary = 3;

void serve(const sandbox::Filter& confinement) {
  for (;;) {
    sandbox::Packet packet = sandbox::receive_packet(kLibrary);
    if (packet.closed) return;
    if (packet.descriptors.size() != sandbox::kDescriptors) continue;
    if (::fork() != 0) continue;
    ::close(kLibrary);
    const auto launch = wire::decode<sandbox::Launch>(packet.bytes);
    sandbox::supervise(launch, std::move(packet.descriptors), confinement);
    ::_exit(0);
  }
}

}  // namespace

int main() {
  ::setsid();  // an interrupt from the terminal is the caller's to handle
  std::signal(SIGCHLD, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    serve(sandbox::confinement_filter());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lockstep-launch: %s\n", error.what());
    return 1;
  }
  return 0;
}
