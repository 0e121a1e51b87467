// Threads and processes to be counted.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <ctime>
#include <mutex>
#include <thread>

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.hpp"

extern char** environ;

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

int wait_for_children() {
  while (::wait(nullptr) > 0) {
  }
  return 0;
}

pid_t start_child(int (*body)() = nullptr) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body != nullptr ? body() : 0);
  return child;
}

const Behaviour threads{"threads", [](const Arguments& a) {
  std::vector<std::thread> all;
  for (int i = 0; i < number(a, 0); ++i) all.emplace_back([] {});
  for (std::thread& thread : all) thread.join();
  return 0;
}};
const Behaviour threads_in_turn{"threads-in-turn", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) std::thread([] {}).join();
  return 0;
}};
const Behaviour says_done{"threads-that-say-done", [](const Arguments& a) {
  const int count = number(a, 0);
  static std::atomic<int> done;
  done = 0;
  for (int i = 0; i < count; ++i) {
    std::thread([count] {
      if (++done == count) done.notify_one();
    }).detach();
  }
  for (int now = done; now < count; now = done) done.wait(now);
  return 0;
}};
const Behaviour polled{"threads-joined-by-polling", [](const Arguments& a) {
  std::vector<pthread_t> all(static_cast<std::size_t>(number(a, 0)));
  for (pthread_t& one : all) {
    if (::pthread_create(&one, nullptr, [](void*) -> void* { return nullptr; }, nullptr) != 0) return 1;
  }
  for (const pthread_t one : all) {
    while (::pthread_tryjoin_np(one, nullptr) != 0) probe::sleep_ms(1);
  }
  return 0;
}};
const Behaviour processes{"processes", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) start_child();
  return wait_for_children();
}};
const Behaviour processes_in_turn{"processes-in-turn", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) ::waitpid(start_child(), nullptr, 0);
  return 0;
}};
const Behaviour failing{"failing-processes", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) start_child([] { return 3; });
  return wait_for_children();
}};
const Behaviour killed{"killed-in-turn", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) {
    ::waitpid(start_child([] { return std::raise(SIGKILL); }), nullptr, 0);
  }
  return 0;
}};
const Behaviour tries{"try-processes", [](const Arguments& a) {  // and does not mind a refusal
  for (int i = 0; i < number(a, 0); ++i) {
    if (::fork() == 0) {
      probe::sleep_ms(300);
      ::_exit(0);
    }
  }
  wait_for_children();
  return 0;
}};
const Behaviour grandchildren{"grandchildren", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) {
    if (::fork() == 0) {
      if (::fork() == 0) ::_exit(0);
      wait_for_children();
      ::_exit(0);
    }
  }
  wait_for_children();
  return 0;
}};
const Behaviour in_children{"threads-in-children", [](const Arguments& a) {
  for (int i = 0; i < number(a, 0); ++i) {
    start_child([] {
      std::thread([] {}).join();
      std::thread([] {}).join();
      return 0;
    });
  }
  return wait_for_children();
}};
const Behaviour main_leaves{"main-leaves-first", [](const Arguments&) {
  std::thread([] {
    probe::sleep_ms(100);
    std::thread one([] { probe::sleep_ms(100); });
    std::thread two([] { probe::sleep_ms(100); });
    one.join();
    two.join();
  }).detach();
  ::pthread_exit(nullptr);
  return 0;
}};
const Behaviour spawn_nothing{"spawn-what-is-not-there", [](const Arguments&) {
  char name[] = "/nothing";
  char* const arguments[] = {name, nullptr};
  pid_t child = 0;
  return ::posix_spawn(&child, name, nullptr, nullptr, arguments, environ) != 0 ? 0 : 1;
}};
const Behaviour spawns{"spawn", [](const Arguments&) {
  char name[] = "/usr/bin/true";
  char* const arguments[] = {name, nullptr};
  pid_t child = 0;
  if (::posix_spawn(&child, name, nullptr, nullptr, arguments, environ) != 0) return 1;
  ::waitpid(child, nullptr, 0);
  return 0;
}};

// Counts how many work at once; prints the largest number.
struct Overlap {
  std::atomic<int> now{0};
  std::atomic<int> most{0};
  void work() {
    const int mine = ++now;
    for (int seen = most; seen < mine && !most.compare_exchange_weak(seen, mine);) {
    }
    probe::burn_ms(20);
    --now;
  }
};
const Behaviour overlap{"overlap", [](const Arguments& a) {  // "threads" or "processes", count
  void* const memory = ::mmap(nullptr, sizeof(Overlap), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto* const shared = new (memory) Overlap;
  std::vector<std::thread> all;
  for (int i = 0; i < number(a, 1); ++i) {
    if (a[0] == "threads") {
      all.emplace_back([shared] { shared->work(); });
    } else if (::fork() == 0) {
      shared->work();
      ::_exit(0);
    }
  }
  for (std::thread& thread : all) thread.join();
  wait_for_children();
  std::printf("%d\n", shared->most.load());
  return 0;
}};
// The first waits for the second: one after the other is not possible.
const Behaviour rendezvous{"rendezvous", [](const Arguments&) {
  std::mutex mutex;
  std::condition_variable changed;
  int arrived = 0;
  const auto meet = [&] {
    std::unique_lock lock(mutex);
    ++arrived;
    changed.notify_all();
    changed.wait(lock, [&] { return arrived == 2; });
  };
  std::thread first(meet);
  std::thread second(meet);
  first.join();
  second.join();
  return 0;
}};
const Behaviour spinning{"spinning-rendezvous", [](const Arguments&) {
  std::atomic<int> arrived{0};
  const auto meet = [&] {
    ++arrived;
    while (arrived < 2) std::this_thread::yield();
  };
  std::thread first(meet);
  std::thread second(meet);
  first.join();
  second.join();
  return 0;
}};
// Prints how many milliseconds lay between before the first start and after the last join.
const Behaviour interval{"interval", [](const Arguments& a) {
  const auto before = std::chrono::steady_clock::now();
  std::vector<std::thread> all;
  for (int i = 0; i < number(a, 0); ++i) all.emplace_back([] {});
  for (std::thread& thread : all) thread.join();
  const auto time = std::chrono::steady_clock::now() - before;
  std::printf("%ld\n", static_cast<long>(time / std::chrono::milliseconds(1)));
  return 0;
}};
// Keeps the observer busy from several threads at once, for at most 20 s.
const Behaviour busy{"busy-observer", [](const Arguments&) {
  std::vector<std::thread> all;
  for (int i = 0; i < 6; ++i) {
    all.emplace_back([] {
      const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
      const int null = ::dup(0);
      while (std::chrono::steady_clock::now() < end) {
        if (::write(null, "", 0) == 1) return;
      }
    });
  }
  for (std::thread& thread : all) thread.join();
  return 0;
}};

}  // namespace
