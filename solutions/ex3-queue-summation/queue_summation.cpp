// Reference: std::jthread with a mutex and a condition variable; child processes with one pipe.
#include "queue_summation.hpp"

#include <array>
#include <csignal>
#include <utility>

namespace ex3 {
namespace {

using Clock = std::chrono::steady_clock;

/// A worker's answer. It carries its index, because workers finish in any order.
struct Result {
  std::uint64_t index;
  std::uint64_t sum;
};

std::uint64_t sum_of_squares(std::uint64_t limit) {
  std::uint64_t sum = 0;
  for (std::uint64_t k = 0; k < limit; ++k) sum += k * k;
  return sum;
}

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// ---- threads ------------------------------------------------------------------------------------

/// An unbounded queue. Any number of threads may call put() and take() at the same time.
class ResultQueue {
 public:
  void put(Result result) {
    {
      std::lock_guard lock(mutex_);
      results_.push(result);
    }
    not_empty_.notify_one();
  }

  /// Waits, asleep, until there is a result.
  Result take() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [this] { return !results_.empty(); });
    const Result result = results_.front();
    results_.pop();
    return result;
  }

 private:
  std::mutex mutex_;
  std::condition_variable not_empty_;
  std::queue<Result> results_;  // guarded by mutex_
};

// ---- processes ----------------------------------------------------------------------------------

/// Owns one file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

/// Owns one child process. A child that nobody waited for is killed, so that it cannot outlive the
/// call when something fails half way.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    reap();
  }

  /// Waits for the end of the child; true if it exited with status 0.
  bool wait() {
    const int status = reap();
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  int reap() {
    int status = -1;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

  pid_t pid_;
};

/// False if the other end is gone or the descriptor is broken.
bool write_all(int fd, const void* data, std::size_t size) {
  const char* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = ::write(fd, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

/// Reads `size` bytes; fewer only at the end of the file. read() may return less than was asked
/// for.
std::size_t read_all(int fd, void* data, std::size_t size) {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t n = ::read(fd, static_cast<char*>(data) + have, size - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno("read");
    if (n == 0) break;
    have += static_cast<std::size_t>(n);
  }
  return have;
}

/// Starts a child that writes one Result. The record is far smaller than PIPE_BUF, so records of
/// different children never mix in the pipe.
Child start_worker(std::uint64_t index, std::uint64_t limit, int channel) {
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("fork");
  if (pid > 0) return Child(pid);
  const Result result{index, sum_of_squares(limit)};
  ::_exit(write_all(channel, &result, sizeof result) ? 0 : 1);
}

}  // namespace

Summation sum_with_threads(const std::vector<std::uint64_t>& limits) {
  Summation summation{std::vector<std::uint64_t>(limits.size()), {}};
  ResultQueue queue;
  std::vector<std::jthread> workers;  // after the queue: joined before the queue goes
  workers.reserve(limits.size());

  const auto start = Clock::now();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    workers.emplace_back([&queue, i, limit = limits[i]] { queue.put({i, sum_of_squares(limit)}); });
  }
  for (std::size_t received = 0; received < limits.size(); ++received) {
    const Result result = queue.take();
    summation.sums[result.index] = result.sum;
  }
  summation.elapsed = Clock::now() - start;
  return summation;
}

Summation sum_with_processes(const std::vector<std::uint64_t>& limits) {
  Summation summation{std::vector<std::uint64_t>(limits.size()), {}};
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) < 0) throw_errno("pipe");
  Descriptor read_end(ends[0]);
  Descriptor write_end(ends[1]);
  std::vector<Child> children;
  children.reserve(limits.size());

  const auto start = Clock::now();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    children.push_back(start_worker(i, limits[i], write_end.get()));
  }
  write_end.close();  // now the pipe ends when the last child is done

  // Drain first, reap afterwards: a child that waits for room in the pipe cannot exit.
  for (std::size_t received = 0; received < limits.size(); ++received) {
    Result result;
    if (read_all(read_end.get(), &result, sizeof result) != sizeof result) {
      throw std::runtime_error("a worker ended without a result");
    }
    summation.sums.at(result.index) = result.sum;
  }
  summation.elapsed = Clock::now() - start;

  for (Child& child : children) {
    if (!child.wait()) throw std::runtime_error("a worker failed");
  }
  return summation;
}

}  // namespace ex3
