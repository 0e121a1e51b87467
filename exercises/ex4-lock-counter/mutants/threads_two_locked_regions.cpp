// Reads the counter in one critical section and writes it in the next: what came between is lost.
#include "lock_counter.hpp"

namespace ex4 {

std::int64_t count_with_threads(int threads, int increments) {
  if (threads < 0 || increments < 0) throw std::invalid_argument("must not be negative");
  std::int64_t counter = 0;
  std::mutex mutex;
  const auto get = [&] {
    const std::lock_guard lock(mutex);
    return counter;
  };
  const auto set = [&](std::int64_t value) {
    const std::lock_guard lock(mutex);
    counter = value;
  };
  std::vector<std::jthread> workers;
  for (int worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&] {
      for (int i = 0; i < increments; ++i) set(get() + 1);
    });
  }
  workers.clear();
  return counter;
}

std::int64_t count_with_processes(int processes, int increments) {
  if (processes < 0 || increments < 0) throw std::invalid_argument("must not be negative");
  using Counter = std::atomic<std::int64_t>;
  void* memory =
      mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
  auto* counter = new (memory) Counter(0);
  std::vector<pid_t> children;
  for (int worker = 0; worker < processes; ++worker) {
    const pid_t pid = fork();
    if (pid == 0) {
      for (int i = 0; i < increments; ++i) counter->fetch_add(1);
      _exit(0);
    }
    if (pid > 0) children.push_back(pid);
  }
  for (const pid_t child : children) waitpid(child, nullptr, 0);
  const std::int64_t total = counter->load();
  munmap(memory, sizeof(Counter));
  return total;
}

}  // namespace ex4
