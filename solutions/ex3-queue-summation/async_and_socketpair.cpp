// Another correct design: std::async and a queue whose items are counted by a semaphore; child
// processes that each send one message over a socketpair.
#include "queue_summation.hpp"

#include <array>
#include <csignal>
#include <utility>

namespace ex3 {
namespace {

using Clock = std::chrono::steady_clock;

/// A worker's answer. It carries its index, because workers finish in any order.
struct Result {
  std::size_t index;
  std::uint64_t sum;
};

/// 0² + 1² + … + (n-1)² = (n-1) n (2n-1) / 6, in constant time. Each division comes while it is
/// still exact: what has been cut off to 64 bits can no longer be divided.
std::uint64_t sum_of_squares(std::uint64_t limit) {
  using Wide = unsigned __int128;
  if (limit == 0) return 0;
  const Wide n = limit;
  const Wide half = (n - 1) * n / 2;
  const Wide odd = 2 * n - 1;
  return static_cast<std::uint64_t>(half % 3 == 0 ? half / 3 * odd : half * (odd / 3));
}

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// ---- threads ------------------------------------------------------------------------------------

/// An unbounded queue. The semaphore's value is the number of results that nobody has claimed.
class ResultQueue {
 public:
  ResultQueue() {
    if (::sem_init(&available_, 0, 0) < 0) throw_errno("sem_init");
  }
  ResultQueue(const ResultQueue&) = delete;
  ResultQueue& operator=(const ResultQueue&) = delete;
  ~ResultQueue() { ::sem_destroy(&available_); }

  void put(Result result) {
    {
      std::lock_guard lock(mutex_);
      results_.push(result);
    }
    if (::sem_post(&available_) < 0) throw_errno("sem_post");
  }

  /// Waits, asleep, until there is a result.
  Result take() {
    while (::sem_wait(&available_) < 0) {
      if (errno != EINTR) throw_errno("sem_wait");
    }
    std::lock_guard lock(mutex_);
    const Result result = results_.front();
    results_.pop();
    return result;
  }

 private:
  sem_t available_;
  std::mutex mutex_;
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

/// All children of one call. Those that nobody waited for are killed and reaped at the end, so that
/// none outlives the call when something fails half way.
class Family {
 public:
  explicit Family(std::size_t size) { pids_.reserve(size); }
  Family(const Family&) = delete;
  Family& operator=(const Family&) = delete;
  ~Family() {
    for (const pid_t pid : pids_) ::kill(pid, SIGKILL);
    while (!pids_.empty()) reap_one();
  }

  /// Runs `work` in a child, which exits with 0 if it returned true.
  template <typename Work>
  void start(Work work) {
    const pid_t pid = ::fork();
    if (pid < 0) throw_errno("fork");
    if (pid == 0) ::_exit(work() ? 0 : 1);
    pids_.push_back(pid);
  }

  /// True if every child exited with 0.
  bool wait_for_all() {
    bool good = true;
    while (!pids_.empty()) good = reap_one() == 0 && good;
    return good;
  }

 private:
  int reap_one() {
    int status = -1;
    while (::waitpid(pids_.back(), &status, 0) < 0 && errno == EINTR) {
    }
    pids_.pop_back();
    return status;
  }

  std::vector<pid_t> pids_;
};

/// A message on a SOCK_SEQPACKET socket goes out as a whole or not at all.
bool send_result(int socket, const Result& result) {
  ssize_t n;
  do {
    n = ::send(socket, &result, sizeof result, MSG_NOSIGNAL);
  } while (n < 0 && errno == EINTR);
  return n == ssize_t{sizeof result};
}

Result receive_result(int socket) {
  Result result{};
  ssize_t n;
  do {
    n = ::recv(socket, &result, sizeof result, 0);
  } while (n < 0 && errno == EINTR);
  if (n < 0) throw_errno("recv");
  if (n != ssize_t{sizeof result}) throw std::runtime_error("a worker ended without a result");
  return result;
}

}  // namespace

Summation sum_with_threads(const std::vector<std::uint64_t>& limits) {
  Summation summation{std::vector<std::uint64_t>(limits.size()), {}};
  ResultQueue queue;
  std::vector<std::future<void>> workers;  // a future of std::async waits in its destructor
  workers.reserve(limits.size());

  const auto start = Clock::now();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    workers.push_back(std::async(std::launch::async, [&queue, i, limit = limits[i]] {
      queue.put({i, sum_of_squares(limit)});
    }));
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
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends.data()) < 0) throw_errno("socketpair");
  Descriptor parent_end(ends[0]);
  Descriptor child_end(ends[1]);
  Family family(limits.size());

  const auto start = Clock::now();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    family.start([&] { return send_result(child_end.get(), {i, sum_of_squares(limits[i])}); });
  }
  child_end.close();  // recv() reports the end once no child holds it any more

  for (std::size_t received = 0; received < limits.size(); ++received) {
    const Result result = receive_result(parent_end.get());
    summation.sums.at(result.index) = result.sum;
  }
  summation.elapsed = Clock::now() - start;
  if (!family.wait_for_all()) throw std::runtime_error("a worker failed");
  return summation;
}

}  // namespace ex3
