// expect: exit 0 (EPERM)
#include <sched.h>
#include <sys/mount.h>
#include <sys/syscall.h>

#include <hostile.hpp>

int main() {
  for (const int flag : {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                         CLONE_NEWUTS, CLONE_NEWCGROUP}) {
    hostile::must_fail_with("unshare", ::unshare(flag), {EPERM});
    const long child = ::syscall(SYS_clone, static_cast<unsigned long>(flag) | 17U, 0, 0, 0, 0);
    if (child == 0) ::_exit(0);
    hostile::must_fail_with("clone", child, {EPERM});
  }
  hostile::must_fail_with("clone3", ::syscall(SYS_clone3, nullptr, 0), {ENOSYS});
  hostile::must_fail_with("mount", ::mount("none", "/tmp", "tmpfs", 0, nullptr), {EPERM});
  hostile::must_fail_with("umount", ::umount2("/usr", MNT_DETACH), {EPERM});
  hostile::must_fail_with(
      "remount", ::mount(nullptr, "/usr", nullptr, MS_REMOUNT | MS_BIND, nullptr), {EPERM});
  hostile::must_fail_with("chroot", ::chroot("/tmp"), {EPERM});
  hostile::must_fail_with("open_tree", ::syscall(SYS_open_tree, AT_FDCWD, "/", 1), {EPERM});
  return hostile::verdict();
}
