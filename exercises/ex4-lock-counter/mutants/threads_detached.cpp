// The threads are detached, and the last one says that all are done: none has to have ended when the
// call returns.
#include "lock_counter.hpp"

#include <memory>

namespace ex4 {

std::int64_t count_with_threads(int threads, int increments) {
  if (threads < 0 || increments < 0) throw std::invalid_argument("must not be negative");
  struct Shared {
    std::mutex mutex;
    std::condition_variable done;
    std::int64_t counter = 0;
    int working = 0;
  };
  const auto shared = std::make_shared<Shared>();
  shared->working = threads;
  for (int worker = 0; worker < threads; ++worker) {
    std::thread([shared, increments] {
      for (int i = 0; i < increments; ++i) {
        const std::lock_guard lock(shared->mutex);
        shared->counter += 1;
      }
      const std::lock_guard lock(shared->mutex);
      if (--shared->working == 0) shared->done.notify_one();
    }).detach();
  }
  std::unique_lock lock(shared->mutex);
  shared->done.wait(lock, [&] { return shared->working == 0; });
  return shared->counter;
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
