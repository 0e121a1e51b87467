// System calls that go round libc: nothing is interposed, no errno is set, nothing is cancelled.
#pragma once

#include <sys/syscall.h>

namespace lockstep::explorer::runtime {

/// The kernel's own answer: -errno where it failed.
inline long kernel(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0,
                   long f = 0) noexcept {
  long result = 0;
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
}

[[nodiscard]] constexpr bool kernel_failed(long result) noexcept {
  return result < 0 && result > -4096;
}

}  // namespace lockstep::explorer::runtime
