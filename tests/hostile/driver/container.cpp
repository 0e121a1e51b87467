#include <cerrno>
#include <memory>
#include <system_error>

#include <grp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "world.hpp"

namespace hostile {

namespace {

void require(long result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

void refuse(scmp_filter_ctx filter, int call, unsigned error) {
  const int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(error), call, 0);
  if (result < 0) throw std::system_error(-result, std::generic_category(), "seccomp");
}

}  // namespace

void become_unprivileged_container() {
  constexpr uid_t kNobody = 65534;
  if (::geteuid() == 0) {
    require(::setgroups(0, nullptr), "setgroups");
    require(::setresgid(kNobody, kNobody, kNobody), "setresgid");
    require(::setresuid(kNobody, kNobody, kNobody), "setresuid");
  }
  require(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
  require(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable");
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW),
                                                                 &seccomp_release);
  // What is not of this machine's own table is left to the sandbox under test.
  seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW);
  refuse(filter.get(), SCMP_SYS(clone3), ENOSYS);
  for (const int call : {SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(umount2),
                         SCMP_SYS(pivot_root), SCMP_SYS(personality)}) {
    refuse(filter.get(), call, EPERM);
  }
  for (const int flag : {CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWIPC,
                         CLONE_NEWUTS, CLONE_NEWCGROUP}) {
    const auto bit = static_cast<scmp_datum_t>(flag);
    const scmp_arg_cmp has_flag{0, SCMP_CMP_MASKED_EQ, bit, bit};
    const int result =
        seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, has_flag);
    if (result < 0) throw std::system_error(-result, std::generic_category(), "seccomp");
  }
  if (const int result = seccomp_load(filter.get()); result < 0) {
    throw std::system_error(-result, std::generic_category(), "seccomp");
  }
}

}  // namespace hostile
