// expect: exit 0 (EPERM, ENOSYS)
#include <sys/syscall.h>

#include <hostile.hpp>

int main() {
  const std::initializer_list<int> refused{EPERM, ENOSYS};
  for (const long call :
       {SYS_io_uring_setup, SYS_io_uring_enter, SYS_bpf,          SYS_keyctl,
        SYS_add_key,        SYS_request_key,    SYS_userfaultfd,  SYS_perf_event_open,
        SYS_kexec_load,     SYS_init_module,    SYS_reboot,       SYS_swapon,
        SYS_quotactl,       SYS_fanotify_init,  SYS_kcmp,         SYS_open_by_handle_at,
        SYS_setns,          SYS_pidfd_getfd,    SYS_move_pages,   SYS_iopl,
        SYS_personality,    SYS_seccomp,        SYS_fsopen,       SYS_pivot_root,
        SYS_acct,           SYS_syslog,         SYS_settimeofday, SYS_clock_settime,
        SYS_modify_ldt}) {
    hostile::must_fail_with("system call", ::syscall(call, 1, 0, 0, 0, 0, 0), refused);
  }
  return hostile::verdict();
}
