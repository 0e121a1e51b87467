// Programs in which every task waits for ever.
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <semaphore>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

int wait_for_children() {
  while (::wait(nullptr) > 0) {
  }
  return 0;
}

const Behaviour self_lock{"self-lock", [](const Arguments&) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  ::pthread_mutex_lock(&mutex);
  return ::pthread_mutex_lock(&mutex);
}};
const Behaviour crossed{"crossed-locks", [](const Arguments&) {
  std::mutex first;
  std::mutex second;
  std::atomic<int> holding{0};
  const auto take = [&](std::mutex& one, std::mutex& other) {
    const std::lock_guard outer(one);
    ++holding;
    while (holding < 2) std::this_thread::yield();
    const std::lock_guard inner(other);
  };
  std::thread a([&] { take(first, second); });
  std::thread b([&] { take(second, first); });
  a.join();
  b.join();
  return 0;
}};
const Behaviour silent_pipe{"silent-pipe", [](const Arguments&) {
  int ends[2];
  char byte = 0;
  return ::pipe(ends) == 0 && ::read(ends[0], &byte, 1) == 1 ? 0 : 1;
}};
const Behaviour poll_pipe{"poll-silent-pipe", [](const Arguments&) {
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  pollfd event{ends[0], POLLIN, 0};
  return ::poll(&event, 1, -1);
}};
const Behaviour full_pipe{"full-pipe", [](const Arguments& a) {  // children
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  for (int i = 0; i < number(a, 0); ++i) {
    if (::fork() == 0) {
      const std::string block(1U << 20U, 'x');
      ::_exit(::write(ends[1], block.data(), block.size()) > 0 ? 0 : 1);
    }
  }
  return wait_for_children();
}};
const Behaviour lost_wakeup{"lost-wakeup", [](const Arguments&) {
  std::mutex mutex;
  std::condition_variable changed;
  changed.notify_one();
  std::unique_lock lock(mutex);
  changed.wait(lock);
  return 0;
}};
const Behaviour semaphore{"empty-semaphore", [](const Arguments&) {
  std::counting_semaphore<4> empty(0);
  empty.acquire();
  return 0;
}};
const Behaviour atomic{"atomic-wait", [](const Arguments&) {
  std::atomic<int> value{0};
  value.wait(0);
  return 0;
}};
const Behaviour open_fifo{"open-fifo", [](const Arguments&) {
  return ::mkfifo("/tmp/fifo", 0600) == 0 ? ::open("/tmp/fifo", O_RDONLY) : -1;
}};
const Behaviour file_lock{"file-lock", [](const Arguments&) {
  const int first = ::open("/tmp/lock", O_CREAT | O_RDWR, 0600);
  const int second = ::open("/tmp/lock", O_RDWR);
  ::flock(first, LOCK_EX);
  return ::flock(second, LOCK_EX);
}};
const Behaviour queue{"empty-queue", [](const Arguments&) {
  const int id = ::msgget(IPC_PRIVATE, 0600);
  struct {
    long type;
    char text[8];
  } message{};
  return ::msgrcv(id, &message, sizeof message.text, 0, 0) >= 0 ? 0 : 1;
}};
const Behaviour system_v{"system-v-semaphore", [](const Arguments&) {
  const int id = ::semget(IPC_PRIVATE, 1, 0600);
  sembuf take{0, -1, 0};
  return ::semop(id, &take, 1);
}};
const Behaviour socket_pair{"silent-socket", [](const Arguments&) {
  int ends[2];
  char byte = 0;
  return ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 && ::read(ends[0], &byte, 1) == 1 ? 0 : 1;
}};
const Behaviour child_waits{"child-waits", [](const Arguments&) {
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  if (::fork() == 0) {
    char byte = 0;
    ::_exit(::read(ends[0], &byte, 1) == 0 ? 0 : 1);  // it holds the other end itself
  }
  return wait_for_children();
}};
// The main thread has left; the others lock each other out.
const Behaviour main_left{"main-left", [](const Arguments&) {
  static std::mutex mutex;
  mutex.lock();
  std::thread([] { mutex.lock(); }).detach();
  std::thread([] { mutex.lock(); }).detach();
  ::pthread_exit(nullptr);
  return 0;
}};
const Behaviour sigwait{"wait-for-signal", [](const Arguments&) { return ::pause(); }};
int pause_with_timer(int which, int signal) {
  std::signal(signal, [](int) {});
  itimerval time{};
  time.it_interval.tv_usec = time.it_value.tv_usec = 200'000;
  ::setitimer(which, &time, nullptr);
  return ::pause();
}
const Behaviour profiled{"profiled", [](const Arguments&) {
  return pause_with_timer(ITIMER_PROF, SIGPROF);
}};
const Behaviour virtual_alarm{"virtual-alarm", [](const Arguments&) {
  return pause_with_timer(ITIMER_VIRTUAL, SIGVTALRM);
}};

}  // namespace
