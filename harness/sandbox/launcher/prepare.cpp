#include "prepare.hpp"

#include <cerrno>
#include <csignal>
#include <stdexcept>

#include <sys/syscall.h>
#include <sys/wait.h>

#include "init.hpp"

namespace lockstep::sandbox {

namespace {

/// At step B what there is of cgroups is used: not all, or it would be step A.
bool wants_cgroup(Step step, const CgroupTree& cgroups) {
  if (step == Step::namespaces_and_cgroup && !cgroups.complete()) {
    throw std::runtime_error(cgroups.missing());
  }
  return step == Step::namespaces_and_cgroup ||
         (step == Step::namespaces && cgroups.any() && !cgroups.complete());
}

}  // namespace

void Prepared::wait() {
  if (!init.handle) return;
  siginfo_t info{};
  while (::waitid(P_PIDFD, static_cast<id_t>(init.handle.get()), &info, WEXITED) < 0 &&
         errno == EINTR) {
  }
  init.handle.reset();
}

Prepared::~Prepared() {
  to_init.reset();  // an init that is no pid 1 ends its tree when it hears this
  if (init.handle && step <= Step::namespaces) {
    ::syscall(SYS_pidfd_send_signal, init.handle.get(), SIGKILL, nullptr, 0);
  }
  wait();
}

std::unique_ptr<Prepared> prepare(Step step, const CgroupTree& cgroups, const Filter& confinement,
                                  std::span<const int> not_for_init) {
  auto prepared = std::make_unique<Prepared>(step);
  if (wants_cgroup(step, cgroups)) prepared->cgroup.emplace(cgroups.make_run());
  const bool own_namespaces = step <= Step::namespaces;
  if (!own_namespaces) prepared->folder.make();
  SocketPair pair = packet_pair();
  const auto body = [&](const std::optional<Identity>& identity) {
    pair.ours.reset();
    for (const int descriptor : not_for_init) ::close(descriptor);
    const RunCgroup* cgroup = prepared->cgroup ? &*prepared->cgroup : nullptr;
    run_init({step, identity, prepared->folder.path(), cgroup, confinement},
             std::move(pair.theirs));
  };
  prepared->init = own_namespaces ? start_in_namespaces(body) : start_plainly(body);
  prepared->to_init = std::move(pair.ours);
  const char go = static_cast<char>(InitCommand::prepare);
  if (!send_packet(prepared->to_init.get(), {&go, 1})) {
    throw std::runtime_error("the sandbox's init died");
  }
  return prepared;
}

}  // namespace lockstep::sandbox
