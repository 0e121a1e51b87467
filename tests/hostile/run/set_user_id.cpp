// expect: exit 0
#include <sys/prctl.h>

#include <hostile.hpp>

int main() {
  hostile::need(::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1, "no_new_privs");
  hostile::must_fail("setuid", ::setuid(0));
  hostile::must_fail("setgid", ::setgid(0));
  hostile::must_fail("setgroups", ::chown("/tmp", 0, 0));
  for (const char* program :
       {"/usr/bin/su", "/usr/bin/passwd", "/usr/bin/mount", "/usr/bin/newgrp"}) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(1);
      ::close(2);
      ::execl(program, program, "-c", "true", nullptr);
      ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) hostile::must_fail(program, 0);
  }
  return hostile::verdict();
}
