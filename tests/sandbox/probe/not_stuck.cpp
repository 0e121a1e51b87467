// Programs that wait much, and yet come to an end by themselves.
#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <ctime>
#include <mutex>
#include <semaphore>
#include <thread>

#include <poll.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;
using namespace std::chrono_literals;

const Behaviour threads{"sleeping-threads", [](const Arguments&) {
  std::vector<std::thread> all;
  for (int i = 0; i < 10; ++i) all.emplace_back([] { probe::sleep_ms(600); });
  for (std::thread& thread : all) thread.join();
  return 0;
}};
const Behaviour timed{"timed-waits", [](const Arguments&) {
  std::mutex mutex;
  std::condition_variable changed;
  std::unique_lock lock(mutex);
  changed.wait_for(lock, 300ms);
  std::counting_semaphore<1> empty(0);
  static_cast<void>(empty.try_acquire_for(300ms));
  std::timed_mutex other;
  std::thread([&] {
    const std::lock_guard hold(other);
    probe::sleep_ms(200);
  }).join();
  return 0;
}};
const Behaviour polls{"timed-polls", [](const Arguments&) {
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  pollfd event{ends[0], POLLIN, 0};
  ::poll(&event, 1, 300);
  timeval time{0, 300'000};
  ::select(0, nullptr, nullptr, nullptr, &time);
  const int epoll = ::epoll_create1(0);
  epoll_event happened{};
  ::epoll_wait(epoll, &happened, 1, 300);
  return 0;
}};
int timer_in(int milliseconds) {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
  itimerspec time{};
  time.it_value.tv_nsec = milliseconds * 1'000'000L;
  ::timerfd_settime(timer, 0, &time, nullptr);
  return timer;
}
const Behaviour timer{"read-timer", [](const Arguments&) {
  std::uint64_t count = 0;
  return ::read(timer_in(500), &count, sizeof count) == sizeof count ? 0 : 1;
}};
const Behaviour poll_timer{"poll-timer", [](const Arguments&) {
  pollfd event{timer_in(500), POLLIN, 0};
  return ::poll(&event, 1, -1) == 1 ? 0 : 1;
}};
void nothing(int) {}
const Behaviour alarmed{"alarm", [](const Arguments&) {
  std::signal(SIGALRM, nothing);
  itimerval time{};
  time.it_value.tv_usec = 500'000;
  ::setitimer(ITIMER_REAL, &time, nullptr);
  ::pause();
  return 0;
}};
sem_t from_handler;
const Behaviour posted{"semaphore-posted-by-alarm", [](const Arguments&) {
  ::sem_init(&from_handler, 0, 0);
  struct sigaction action {};
  action.sa_handler = [](int) { ::sem_post(&from_handler); };
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGALRM, &action, nullptr);
  itimerval time{};
  time.it_value.tv_usec = 500'000;
  ::setitimer(ITIMER_REAL, &time, nullptr);
  while (::sem_wait(&from_handler) != 0) {
  }
  return 0;
}};
const Behaviour posix_timer{"posix-timer", [](const Arguments&) {
  std::signal(SIGUSR1, nothing);
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  timer_t id{};
  ::timer_create(CLOCK_MONOTONIC, &event, &id);
  itimerspec time{};
  time.it_value.tv_nsec = 500'000'000;
  ::timer_settime(id, 0, &time, nullptr);
  ::pause();
  return 0;
}};

// The main thread of each child is gone while others of it still end.
void many_threads_then_end() {
  std::vector<std::thread> all;
  for (int i = 0; i < 12; ++i) {
    all.emplace_back([i] {
      std::string memory(1U << 16U, 'x');
      probe::burn_ms(i % 3);
      volatile char last = memory.back();
      static_cast<void>(last);
    });
    all.back().detach();
  }
  probe::burn_ms(2);
  ::_exit(0);
}
const Behaviour late_children{"children-that-end-late", [](const Arguments& a) {
  for (int round = 0; round < number(a, 0); ++round) {
    for (int i = 0; i < 4; ++i) {
      if (::fork() == 0) many_threads_then_end();
    }
    while (::wait(nullptr) > 0) {
    }
  }
  return 0;
}};
const Behaviour ping_pong{"ping-pong", [](const Arguments& a) {
  std::binary_semaphore ping(0);
  std::binary_semaphore pong(0);
  std::atomic<bool> over{false};
  std::thread other([&] {
    for (;;) {
      ping.acquire();
      if (over) return;
      pong.release();
    }
  });
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(number(a, 0));
  while (std::chrono::steady_clock::now() < end) {
    ping.release();
    pong.acquire();
  }
  over = true;
  ping.release();
  other.join();
  return 0;
}};
const Behaviour pipe_ping_pong{"pipe-ping-pong", [](const Arguments& a) {
  int there[2];
  int back[2];
  if (::pipe(there) != 0 || ::pipe(back) != 0) return 1;
  char byte = 'x';
  if (::fork() == 0) {
    ::close(there[1]);
    while (::read(there[0], &byte, 1) == 1 && ::write(back[1], &byte, 1) == 1) {
    }
    ::_exit(0);
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(number(a, 0));
  while (std::chrono::steady_clock::now() < end) {
    if (::write(there[1], &byte, 1) != 1 || ::read(back[0], &byte, 1) != 1) return 1;
  }
  ::close(there[1]);
  ::wait(nullptr);
  return 0;
}};
const Behaviour sleeping_child{"sleeping-child", [](const Arguments&) {
  if (::fork() == 0) {
    probe::sleep_ms(600);
    ::_exit(0);
  }
  ::wait(nullptr);
  return 0;
}};
const Behaviour stopped_child{"stopped-child", [](const Arguments&) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::raise(SIGSTOP);
    ::_exit(0);
  }
  std::thread([child] {
    probe::sleep_ms(400);
    ::kill(child, SIGCONT);
  }).detach();
  ::waitpid(child, nullptr, 0);
  return 0;
}};

}  // namespace
