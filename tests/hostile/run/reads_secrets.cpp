// expect: exit 0 (ENOENT, EACCES)
// arguments: @REPOSITORY@ @SUITE@ @SUITE_PROGRAM@ @SUBMISSION@ @HOME@ @SECRET@
#include <hostile.hpp>

int main(int argc, char** argv) {
  hostile::need(argc == 7, "arguments");
  for (int i = 1; i < argc; ++i) {
    hostile::must_fail_with(argv[i], ::open(argv[i], O_RDONLY), {ENOENT, EACCES});
    hostile::must_fail_with(argv[i], ::open(argv[i], O_RDONLY | O_DIRECTORY),
                            {ENOENT, EACCES, ENOTDIR});
  }
  for (const char* name : {"/etc/shadow", "/etc/passwd", "/etc/hostname", "/root", "/home", "/var",
                           "/run", "/proc/kcore", "/proc/1/environ", "/proc/1/cwd", "/dev/mem",
                           "/dev/kmsg", "/dev/tty", "/sys/kernel"}) {
    hostile::must_fail(name, ::open(name, O_RDONLY));
  }
  if (std::getenv("LOCKSTEP_HOSTILE_SECRET") != nullptr) return 2;
  return hostile::verdict();
}
