// Nothing is shared: every child sends its subtotal through a pipe and the parent adds them.
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
  int ends[2];
  if (pipe(ends) == -1) throw std::system_error(errno, std::generic_category(), "pipe");
  std::vector<pid_t> children;
  for (int worker = 0; worker < processes; ++worker) {
    const pid_t pid = fork();
    if (pid == 0) {
      std::int64_t mine = 0;
      for (int i = 0; i < increments; ++i) mine += 1;
      _exit(write(ends[1], &mine, sizeof mine) == sizeof mine ? 0 : 1);
    }
    if (pid > 0) children.push_back(pid);
  }
  close(ends[1]);
  std::int64_t total = 0;
  std::int64_t subtotal = 0;
  while (read(ends[0], &subtotal, sizeof subtotal) == sizeof subtotal) total += subtotal;
  close(ends[0]);
  for (const pid_t child : children) waitpid(child, nullptr, 0);
  return total;
}

}  // namespace ex4
