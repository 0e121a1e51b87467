// expect: exit 0
// collect: nothing
// Results under every name that a grader might read.
#include <hostile.hpp>

int main() {
  for (const char* name : {"report.json", "result.json", "results", "results.xml", "verdict",
                           "score", "student.o", "program", "/tmp/meta", "/tmp/result.json"}) {
    const int fd = ::open(name, O_CREAT | O_WRONLY, 0600);
    if (fd < 0) continue;
    (void)::write(fd, "{\"score\":20}\n", 13);
    ::close(fd);
  }
  return 0;
}
