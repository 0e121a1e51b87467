// What the hostile programs have in common. Each says in its first line how it must end.
//
// A program that asks for what it may not have ends with 0 where all of it was denied; otherwise it
// says on standard error what it got, and ends with 1.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hostile {

inline constexpr std::size_t kMiB = 1U << 20U;

/// How many times something was allowed.
inline int allowed = 0;

/// `result` is what a system call gave.
inline void must_fail(const char* what, long result) {
  if (result < 0) return;
  std::fprintf(stderr, "%s: allowed\n", what);
  ++allowed;
}

/// It must fail in one of these ways and no other.
inline void must_fail_with(const char* what, long result, std::initializer_list<int> errors) {
  const int error = errno;
  must_fail(what, result);
  if (result >= 0) return;
  for (const int each : errors) {
    if (error == each) return;
  }
  std::fprintf(stderr, "%s: %s\n", what, std::strerror(error));
  ++allowed;
}

inline int verdict() { return allowed == 0 ? 0 : 1; }

/// Fails loudly where the program itself could not do what it is about.
inline void need(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "%s: %s\n", what, std::strerror(errno));
  std::_Exit(99);
}

inline void* map(std::size_t bytes, int flags = MAP_PRIVATE | MAP_ANONYMOUS) {
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
  need(memory != MAP_FAILED, "mmap");
  return memory;
}

/// Takes memory until somebody says stop.
[[noreturn]] inline void hog() {
  for (;;) std::memset(map(kMiB), 1, kMiB);
}

[[noreturn]] inline void burn() {
  volatile bool on = true;
  while (on) {
  }
  std::abort();
}

[[noreturn]] inline void sleep_for_ever() {
  for (;;) ::sleep(1000);
}

}  // namespace hostile
