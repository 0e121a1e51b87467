// expect: exit 0 (EROFS, EACCES, ETXTBSY)
// The way out of containers whose keeper runs a file that the program can reach.
#include <hostile.hpp>

int main() {
  for (const char* name : {"/proc/1/exe", "/proc/self/exe", "/usr/bin/true", "/lockstep/program",
                           "/usr/lib/x86_64-linux-gnu/libc.so.6", "/bin/sh", "/etc/ld.so.cache"}) {
    hostile::must_fail(name, ::open(name, O_WRONLY));
    hostile::must_fail(name, ::open(name, O_RDWR | O_TRUNC));
    hostile::must_fail(name, ::unlink(name));
    hostile::must_fail(name, ::truncate(name, 0));
    hostile::must_fail(name, ::rename(name, "stolen"));
  }
  return hostile::verdict();
}
