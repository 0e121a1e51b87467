// Notified after the unlock, the receiver may have taken the result already, and the next time it looks
// only once: it takes a result that is not there.
#include "queue_summation.hpp"

namespace ex3 {
namespace {

using Clock = std::chrono::steady_clock;

struct Result {
  std::size_t index;
  std::uint64_t sum;
};

std::uint64_t sum_of_squares(std::uint64_t limit) {
  std::uint64_t sum = 0;
  for (std::uint64_t k = 0; k < limit; ++k) sum += k * k;
  return sum;
}

class ResultQueue {
 public:
  void put(Result result) {
    {
      std::lock_guard lock(mutex_);
      results_.push(result);
    }
    not_empty_.notify_one();
  }

  Result take() {
    std::unique_lock lock(mutex_);
    if (results_.empty()) not_empty_.wait(lock);
    Result result{};
    if (!results_.empty()) {
      result = results_.front();
      results_.pop();
    }
    return result;
  }

 private:
  std::mutex mutex_;
  std::condition_variable not_empty_;
  std::queue<Result> results_;
};

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

bool write_all(int fd, const void* data, std::size_t size) {
  const char* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = write(fd, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

bool read_all(int fd, void* data, std::size_t size) {
  char* bytes = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t n = read(fd, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

pid_t start_child(std::size_t index, std::uint64_t limit, int channel) {
  const pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid > 0) return pid;
  const Result result{index, sum_of_squares(limit)};
  _exit(write_all(channel, &result, sizeof result) ? 0 : 1);
}

void reap(pid_t pid) {
  while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

Summation sum_with_threads(const std::vector<std::uint64_t>& limits) {
  Summation summation{std::vector<std::uint64_t>(limits.size()), {}};
  ResultQueue queue;
  std::vector<std::thread> workers;
  const auto start = Clock::now();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    workers.emplace_back([&, i] { queue.put({i, sum_of_squares(limits[i])}); });
  }
  for (std::size_t n = 0; n < limits.size(); ++n) {
    const Result result = queue.take();
    summation.sums[result.index] = result.sum;
  }
  summation.elapsed = Clock::now() - start;
  for (std::thread& worker : workers) worker.join();
  return summation;
}

Summation sum_with_processes(const std::vector<std::uint64_t>& limits) {
  Summation summation{std::vector<std::uint64_t>(limits.size()), {}};
  int ends[2];
  if (pipe(ends) < 0) fail("pipe");
  std::vector<pid_t> children;
  const auto start = Clock::now();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    children.push_back(start_child(i, limits[i], ends[1]));
  }
  close(ends[1]);
  Result result;
  while (read_all(ends[0], &result, sizeof result)) summation.sums[result.index] = result.sum;
  summation.elapsed = Clock::now() - start;
  close(ends[0]);
  for (const pid_t child : children) reap(child);
  return summation;
}

}  // namespace ex3
