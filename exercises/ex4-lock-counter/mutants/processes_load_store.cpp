// An atomic load, then an atomic store: others get in between the two and are overwritten.
#include "lock_counter.hpp"

namespace ex4 {

std::int64_t count_with_threads(int threads, int increments) {
  if (threads < 0 || increments < 0) throw std::invalid_argument("must not be negative");
  std::int64_t counter = 0;
  std::mutex mutex;
  std::vector<std::jthread> workers;
  for (int worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&] {
      for (int i = 0; i < increments; ++i) {
        const std::lock_guard lock(mutex);
        counter += 1;
      }
    });
  }
  workers.clear();
  return counter;
}

std::int64_t count_with_processes(int processes, int increments) {
  if (processes < 0 || increments < 0) throw std::invalid_argument("must not be negative");
  void* memory = mmap(nullptr, sizeof(std::atomic<std::int64_t>), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
  auto* counter = new (memory) std::atomic<std::int64_t>{0};
  std::vector<pid_t> children;
  for (int worker = 0; worker < processes; ++worker) {
    const pid_t pid = fork();
    if (pid == 0) {
      for (int i = 0; i < increments; ++i) counter->store(counter->load() + 1);
      _exit(0);
    }
    if (pid > 0) children.push_back(pid);
  }
  for (const pid_t child : children) waitpid(child, nullptr, 0);
  const std::int64_t total = *counter;
  munmap(memory, sizeof(std::atomic<std::int64_t>));
  return total;
}

}  // namespace ex4
