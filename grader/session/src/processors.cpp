#include <lockstep/session/processors.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

#include <sched.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <fmt/format.h>

namespace lockstep::session {
namespace {

/// A name in the abstract namespace, which the kernel gives back however its owner ends. -1: taken.
int claim(std::size_t processor) {
  const std::string name = fmt::format("lockstep-processor-{}", processor);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::copy(name.begin(), name.end(), address.sun_path + 1);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), size) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

void stay_on(int processor) noexcept {
  if (processor < 0) return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(processor), &one);
  ::sched_setaffinity(0, sizeof one, &one);
}

Processors::Processors(unsigned jobs, Placement placement) {
  limit(jobs);
  if (placement == Placement::fixed) place(jobs);
}

int Processors::of(unsigned job) const noexcept { return job < places_.size() ? places_[job] : -1; }

void Processors::place(unsigned jobs) {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  if (jobs != static_cast<unsigned>(CPU_COUNT(&allowed))) return;
  for (std::size_t processor = 0; processor < CPU_SETSIZE; ++processor) {
    if (CPU_ISSET(processor, &allowed)) places_.push_back(static_cast<int>(processor));
  }
}

void Processors::limit(unsigned jobs) {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  if (jobs >= static_cast<unsigned>(CPU_COUNT(&allowed))) return;
  cpu_set_t taken;
  CPU_ZERO(&taken);
  for (std::size_t processor = 0; processor < CPU_SETSIZE && claims_.size() < jobs; ++processor) {
    if (!CPU_ISSET(processor, &allowed)) continue;
    const int descriptor = claim(processor);
    if (descriptor < 0) continue;
    claims_.push_back(descriptor);
    CPU_SET(processor, &taken);
  }
  if (claims_.size() < jobs || ::sched_setaffinity(0, sizeof taken, &taken) != 0) give_back();
}

Processors::~Processors() { give_back(); }

void Processors::give_back() noexcept {
  for (const int descriptor : claims_) ::close(descriptor);
  claims_.clear();
}

}  // namespace lockstep::session
