// expect: exit 0 (ENOENT, EACCES)
// A root outside would run what is written here for the next crash.
#include <hostile.hpp>

int main() {
  for (const char* name :
       {"/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sysrq-trigger",
        "/proc/sys/vm/drop_caches", "/sys/fs/cgroup/release_agent", "/sys/kernel/uevent_helper"}) {
    hostile::must_fail_with(name, ::open(name, O_WRONLY), {ENOENT, EACCES});
  }
  return hostile::verdict();
}
