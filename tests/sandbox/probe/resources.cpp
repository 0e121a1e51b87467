#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

constexpr std::size_t kMiB = 1U << 20U;

void touch(int mebibytes) {
  for (int i = 0; i < mebibytes; ++i) {
    std::memset(std::malloc(kMiB), 1, kMiB);
  }
}

const Behaviour burns{"burn", [](const Arguments& a) {
  probe::burn_ms(number(a, 0, 60'000));
  return 0;
}};
const Behaviour burns_system_time{"burn-system-time", [](const Arguments&) {
  std::string block(8 * kMiB, '\0');
  const int zero = ::open("/dev/zero", O_RDONLY);
  for (int i = 0; i < 100'000; ++i) {
    if (::read(zero, block.data(), block.size()) < 0) return 1;
  }
  return 0;
}};
const Behaviour burns_in_threads{"burn-in-threads", [](const Arguments& a) {
  std::vector<std::thread> threads;
  for (int i = 0; i < number(a, 0); ++i) threads.emplace_back([] { probe::burn_ms(30'000); });
  for (std::thread& thread : threads) thread.join();
  return 0;
}};
// Nobody ever waits for the children, so that no process is told what they used.
const Behaviour burns_unwaited{"burn-in-unwaited-children", [](const Arguments& a) {
  std::signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 400; ++i) {
    if (::fork() == 0) {
      probe::burn_ms(number(a, 0));
      ::_exit(0);
    }
    ::wait(nullptr);  // returns, with ECHILD, once no child is left
  }
  return 0;
}};

const Behaviour touches{"touch", [](const Arguments& a) {
  touch(number(a, 0));
  probe::sleep_ms(number(a, 1, 0));
  return 0;
}};
const Behaviour touches_in_child{"touch-in-child", [](const Arguments& a) {
  if (::fork() == 0) {
    touch(number(a, 0));
    probe::sleep_ms(20'000);
    ::_exit(0);
  }
  probe::sleep_ms(20'000);
  return 0;
}};
const Behaviour touches_in_child_and_exits{"touch-in-child-and-exit", [](const Arguments& a) {
  if (::fork() == 0) {
    touch(number(a, 0));
    ::_exit(0);
  }
  ::wait(nullptr);
  return 0;
}};
const Behaviour orphan_hog{"orphan-hog", [](const Arguments& a) {
  if (::fork() == 0) {
    touch(number(a, 0));
    ::_exit(0);
  }
  return 0;
}};
const Behaviour maps{"map-untouched", [](const Arguments& a) {
  const auto size = static_cast<std::size_t>(number(a, 0)) * kMiB;
  void* const mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  probe::sleep_ms(100);
  return mapped == MAP_FAILED ? 1 : 0;
}};
// A parent with much memory, and children that share it until they end one after the other.
const Behaviour shares{"share-with-children", [](const Arguments& a) {
  touch(number(a, 0));
  for (int i = 0; i < number(a, 1); ++i) {
    if (::fork() == 0) {
      probe::sleep_ms(200 + 2 * i);
      ::_exit(0);
    }
  }
  while (::wait(nullptr) > 0) {
  }
  return 0;
}};
const Behaviour memfd{"memfd", [](const Arguments& a) {
  const std::string block(kMiB, 'x');
  for (int i = 0; i < number(a, 0) / 20; ++i) {
    const int file = ::memfd_create("hog", 0);
    if (file < 0) return 3;
    for (int k = 0; k < 20; ++k) {
      if (::write(file, block.data(), block.size()) < 0) return 2;
    }
  }
  probe::sleep_ms(2'000);
  return 0;
}};
const Behaviour detached{"detached-shared-memory", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0) / 20; ++i) {
    const int id = ::shmget(IPC_PRIVATE, 20 * kMiB, 0600);
    if (id < 0) return 3;
    void* const memory = ::shmat(id, nullptr, 0);
    std::memset(memory, 1, 20 * kMiB);
    ::shmdt(memory);
  }
  probe::sleep_ms(2'000);
  return 0;
}};

// Both say how far they came, then keep what they have.
const Behaviour fork_bomb{"fork-bomb", [](const Arguments&) {
  int started = 0;
  while (started < 1000) {
    const pid_t child = ::fork();
    if (child == 0) {
      probe::sleep_ms(60'000);
      ::_exit(0);
    }
    if (child < 0) break;
    ++started;
  }
  std::printf("%d\n", started);
  std::fflush(stdout);
  probe::sleep_ms(60'000);
  return 0;
}};
const Behaviour wild_fork_bomb{"wild-fork-bomb", [](const Arguments&) {
  for (int i = 0; i < 1'000'000; ++i) ::fork();
  return 0;
}};
const Behaviour thread_bomb{"thread-bomb", [](const Arguments& a) {
  int started = 0;
  try {
    for (; started < 1000; ++started) std::thread([] { probe::sleep_ms(60'000); }).detach();
  } catch (const std::system_error&) {
  }
  std::printf("%d\n", started);
  std::fflush(stdout);
  probe::sleep_ms(number(a, 0, 60'000));
  return 0;
}};

}  // namespace
