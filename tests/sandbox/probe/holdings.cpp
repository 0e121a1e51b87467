// Holds things, tells so, and waits: what `inventory` then finds.
#include <thread>

#include <fcntl.h>
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

/// Answers the first request with an empty frame, then waits for the end of the requests.
int answer_and_wait() {
  char block[4096];
  if (::read(3, block, sizeof block) <= 0) return 1;
  if (::write(4, "\0\0\0\0", 4) != 4) return 2;
  while (::read(3, block, sizeof block) > 0) {
  }
  return 0;
}

void hold_names(const Arguments& a) {
  const std::string padding(static_cast<std::size_t>(number(a, 2)), 'n');
  for (int i = 0; i < number(a, 1); ++i) {
    ::close(::open(("/tmp/" + std::to_string(i) + padding).c_str(), O_CREAT | O_WRONLY, 0600));
  }
}

void hold_objects() {
  ::close(::open("/tmp/file", O_CREAT | O_WRONLY, 0600));
  ::close(::shm_open("/segment", O_CREAT | O_RDWR, 0600));
  mq_attr attributes{};
  attributes.mq_maxmsg = 2;
  attributes.mq_msgsize = 16;
  ::mq_close(::mq_open("/queue", O_CREAT | O_RDWR, 0600, &attributes));
  ::shmget(IPC_PRIVATE, 4096, 0600);
  ::semget(IPC_PRIVATE, 1, 0600);
  ::msgget(IPC_PRIVATE, 0600);
}

void hold_mappings(int count) {
  for (int i = 0; i < count; ++i) {
    ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  }
}

const Behaviour holds{"hold", [](const Arguments& a) {
  const std::string what = a.empty() ? "nothing" : a[0];
  const int count = number(a, 1);
  for (int i = 0; i < count; ++i) {
    if (what == "threads") std::thread([] { probe::sleep_ms(60'000); }).detach();
    if (what == "zombies" && ::fork() == 0) ::_exit(0);
    if (what == "children" && ::fork() == 0) probe::sleep_ms(60'000);
    if (what == "descriptors" && ::open("/dev/null", O_RDONLY) < 0) return 3;
  }
  // A child whose main thread has left is alive while another thread of it is.
  if (what == "headless-child" && ::fork() == 0) {
    std::thread([] { probe::sleep_ms(60'000); }).detach();
    ::pthread_exit(nullptr);
  }
  if (what == "objects") hold_objects();
  if (what == "names") hold_names(a);
  if (what == "mappings") hold_mappings(count);
  probe::sleep_ms(100);
  return answer_and_wait();
}};

}  // namespace
