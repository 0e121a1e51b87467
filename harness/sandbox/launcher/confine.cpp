#include "confine.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <grp.h>
#include <linux/capability.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

namespace {

constexpr rlim_t kDescriptorLimit = 1024;
constexpr rlim_t kLockedMemory = 64U << 10U;

void set_limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
  rlimit old{};
  check(::getrlimit(resource, &old), "getrlimit");
  const rlimit limit{std::min(soft, old.rlim_max), std::min(hard, old.rlim_max)};
  check(::setrlimit(resource, &limit), "setrlimit");
}

void empty_bounding_set() {
  for (int capability = 0; ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability) {
    ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  }
}

void drop_capabilities() {
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> none{};
  check(::syscall(SYS_capset, &header, none.data()), "capset");
}

}  // namespace

void limit_resources(const Limits& limits, bool own_users) {
  const auto seconds = static_cast<rlim_t>(
      std::chrono::ceil<std::chrono::seconds>(limits.cpu + std::chrono::seconds(1)).count());
  set_limit(RLIMIT_CPU, seconds, seconds + 1);
  set_limit(RLIMIT_CORE, 0, 0);
  set_limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
  set_limit(RLIMIT_NOFILE, kDescriptorLimit, kDescriptorLimit);
  set_limit(RLIMIT_MEMLOCK, kLockedMemory, kLockedMemory);
  set_limit(RLIMIT_STACK, kStackBytes, kStackBytes);
  // Counted by identity: only where the run has one of its own. Our init counts too.
  if (own_users) set_limit(RLIMIT_NPROC, limits.tasks + 1, limits.tasks + 1);
}

void drop_rights(const std::optional<Identity>& identity) {
  empty_bounding_set();  // while the capability for it is still there
  if (identity) {
    check(::setgroups(0, nullptr), "setgroups");
    check(::setresgid(identity->group, identity->group, identity->group), "setresgid");
    check(::setresuid(identity->user, identity->user, identity->user), "setresuid");
  }
  drop_capabilities();
  check(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
}

void fix_addresses() { ::personality(ADDR_NO_RANDOMIZE); }

}  // namespace lockstep::sandbox
