// Prints what is another number in each process, past everything that the explorer stands in for: so
// that the comparison with forks is seen to find a difference.
#include <sys/syscall.h>

#include <cstdio>

int main() {
  long number = SYS_getpid;
  asm volatile("syscall" : "+a"(number) : : "rcx", "r11", "memory");
  std::printf("%ld\n", number);
}
