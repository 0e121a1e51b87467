#include "filter.hpp"

#include <cerrno>
#include <cstddef>
#include <memory>

#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <linux/seccomp.h>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

namespace {

struct Refusal {
  int call;
  int error;
};

// Calls that no exercise needs. Those that a library probes for answer ENOSYS, so that it falls
// back; the others say plainly that they are not permitted.
constexpr Refusal kRefused[] = {
    {SCMP_SYS(clone3), ENOSYS},         {SCMP_SYS(io_uring_setup), ENOSYS},
    {SCMP_SYS(io_uring_enter), ENOSYS}, {SCMP_SYS(io_uring_register), ENOSYS},
    {SCMP_SYS(keyctl), ENOSYS},         {SCMP_SYS(add_key), ENOSYS},
    {SCMP_SYS(request_key), ENOSYS},    {SCMP_SYS(userfaultfd), ENOSYS},
    {SCMP_SYS(ptrace), EPERM},          {SCMP_SYS(process_vm_readv), EPERM},
    {SCMP_SYS(process_vm_writev), EPERM}, {SCMP_SYS(kcmp), EPERM},
    {SCMP_SYS(pidfd_getfd), EPERM},     {SCMP_SYS(bpf), EPERM},
    {SCMP_SYS(perf_event_open), EPERM}, {SCMP_SYS(seccomp), EPERM},
    {SCMP_SYS(mount), EPERM},           {SCMP_SYS(umount2), EPERM},
    {SCMP_SYS(pivot_root), EPERM},      {SCMP_SYS(chroot), EPERM},
    {SCMP_SYS(unshare), EPERM},         {SCMP_SYS(setns), EPERM},
    {SCMP_SYS(fsopen), EPERM},          {SCMP_SYS(fsmount), EPERM},
    {SCMP_SYS(fsconfig), EPERM},        {SCMP_SYS(fspick), EPERM},
    {SCMP_SYS(move_mount), EPERM},      {SCMP_SYS(open_tree), EPERM},
    {SCMP_SYS(mount_setattr), EPERM},   {SCMP_SYS(open_by_handle_at), EPERM},
    {SCMP_SYS(name_to_handle_at), EPERM}, {SCMP_SYS(kexec_load), EPERM},
    {SCMP_SYS(kexec_file_load), EPERM}, {SCMP_SYS(init_module), EPERM},
    {SCMP_SYS(finit_module), EPERM},    {SCMP_SYS(delete_module), EPERM},
    {SCMP_SYS(reboot), EPERM},          {SCMP_SYS(swapon), EPERM},
    {SCMP_SYS(swapoff), EPERM},         {SCMP_SYS(acct), EPERM},
    {SCMP_SYS(quotactl), EPERM},        {SCMP_SYS(syslog), EPERM},
    {SCMP_SYS(sethostname), EPERM},     {SCMP_SYS(setdomainname), EPERM},
    {SCMP_SYS(fanotify_init), EPERM},   {SCMP_SYS(move_pages), EPERM},
    {SCMP_SYS(migrate_pages), EPERM},   {SCMP_SYS(mbind), EPERM},
    {SCMP_SYS(vhangup), EPERM},         {SCMP_SYS(settimeofday), EPERM},
    {SCMP_SYS(clock_settime), EPERM},   {SCMP_SYS(adjtimex), EPERM},
    {SCMP_SYS(clock_adjtime), EPERM},   {SCMP_SYS(personality), EPERM},
    {SCMP_SYS(modify_ldt), EPERM},      {SCMP_SYS(iopl), EPERM},
    {SCMP_SYS(ioperm), EPERM},
};

constexpr unsigned kNamespaceFlags[] = {CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNS,    CLONE_NEWNET,
                                        CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};

void require(int result) {
  if (result < 0) {
    errno = -result;
    check(-1, "libseccomp");
  }
}

/// The library's own macros are C99.
scmp_arg_cmp compare(unsigned argument, scmp_compare how, scmp_datum_t a, scmp_datum_t b = 0) {
  return {argument, how, a, b};
}

void refuse_other_families(scmp_filter_ctx context) {
  require(seccomp_rule_add(context, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                           compare(0, SCMP_CMP_NE, AF_UNIX)));
  require(seccomp_rule_add(context, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socketpair), 1,
                           compare(0, SCMP_CMP_NE, AF_UNIX)));
}

void refuse_terminal_input(scmp_filter_ctx context) {
  // The kernel looks at the low 32 bits of the request only; so must the filter. (A plain
  // comparison is of all 64.)
  constexpr scmp_datum_t kLow = 0xFFFF'FFFFU;
  for (const unsigned request : {unsigned{TIOCSTI}, 0x541CU /* TIOCLINUX */}) {
    require(seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                             compare(1, SCMP_CMP_MASKED_EQ, kLow, request)));
  }
}

void refuse_special_files(scmp_filter_ctx context) {
  // Set-user-ID bits would be inert here, but nothing needs them either.
  require(seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mknod), 1,
                           compare(1, SCMP_CMP_MASKED_EQ, S_IFMT, S_IFBLK)));
  require(seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mknodat), 1,
                           compare(2, SCMP_CMP_MASKED_EQ, S_IFMT, S_IFBLK)));
}

Filter exported(scmp_filter_ctx context) {
  // libseccomp 2.5 exports to a descriptor only.
  const Fd file(static_cast<int>(check(::memfd_create("filter", MFD_CLOEXEC), "memfd_create")));
  require(seccomp_export_bpf(context, file.get()));
  struct stat status {};
  check(::fstat(file.get(), &status), "fstat");
  Filter filter(static_cast<std::size_t>(status.st_size) / sizeof(sock_filter));
  check(::pread(file.get(), filter.data(), static_cast<std::size_t>(status.st_size), 0), "pread");
  return filter;
}

sock_filter load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<__u32>(offset));
}

sock_filter answer(unsigned action) { return BPF_STMT(BPF_RET | BPF_K, action); }

void ask_about(Filter& filter, long call) {
  filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<__u32>(call), 0, 1));
  filter.push_back(answer(SECCOMP_RET_USER_NOTIF));
}

int load_filter(const Filter& filter, unsigned flags) {
  sock_fprog program{static_cast<unsigned short>(filter.size()),
                     const_cast<sock_filter*>(filter.data())};
  return static_cast<int>(
      check(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program), "seccomp"));
}

}  // namespace

Filter confinement_filter() {
  const std::unique_ptr<void, decltype(&seccomp_release)> context(seccomp_init(SCMP_ACT_ALLOW),
                                                                  &seccomp_release);
  require(seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS)));
  // A binary tree instead of a list: this filter is run at every system call of the program.
  seccomp_attr_set(context.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
  for (const Refusal& refusal : kRefused) {
    const auto error = static_cast<unsigned>(refusal.error);
    require(seccomp_rule_add(context.get(), SCMP_ACT_ERRNO(error), refusal.call, 0));
  }
  for (const unsigned flag : kNamespaceFlags) {
    require(seccomp_rule_add(context.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                             compare(0, SCMP_CMP_MASKED_EQ, flag, flag)));
  }
  refuse_other_families(context.get());
  refuse_terminal_input(context.get());
  refuse_special_files(context.get());
  return exported(context.get());
}

Filter observation_filter(const Observation& observe) {
  Filter filter;
  if (!observe.tasks && observe.pipe_bytes == 0) return filter;
  filter.push_back(load(offsetof(seccomp_data, nr)));
  if (observe.tasks) {
    for (const long call : {SYS_clone, SYS_exit, SYS_exit_group}) ask_about(filter, call);
#ifdef SYS_fork
    for (const long call : {SYS_fork, SYS_vfork}) ask_about(filter, call);
#endif
  }
  if (observe.pipe_bytes != 0) {
    for (const long call : {SYS_write, SYS_writev, SYS_sendto}) ask_about(filter, call);
  }
  filter.push_back(answer(SECCOMP_RET_ALLOW));
  return filter;
}

void install(const Filter& filter) { load_filter(filter, 0); }

int install_with_listener(const Filter& filter) {
  return load_filter(filter, SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

}  // namespace lockstep::sandbox
