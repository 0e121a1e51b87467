// Wrong: a child leaves the loop and comes back from the function, a second caller.
#include "creation_benchmark.hpp"

namespace ex2 {
namespace {

using Clock = std::chrono::steady_clock;

/// The children started so far.
class Children {
 public:
  explicit Children(int count) { running_.reserve(static_cast<std::size_t>(count)); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;
  /// False in the child.
  bool start_one() {
    const pid_t pid = ::fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) return false;
    running_.push_back(pid);
    return true;
  }

  void finish() {
    while (!running_.empty()) {
      const int error = reap(running_.front());
      running_.erase(running_.begin());
      if (error != 0) throw std::system_error(error, std::generic_category(), "waitpid");
    }
  }

 private:
  // A signal may interrupt the wait; the child is still there then.
  static int reap(pid_t pid) {
    while (::waitpid(pid, nullptr, 0) < 0) {
      if (errno != EINTR) return errno;
    }
    return 0;
  }

  std::vector<pid_t> running_;
};

std::chrono::nanoseconds time_threads(int count) {
  std::vector<std::jthread> threads;
  threads.reserve(static_cast<std::size_t>(count));  // growing the vector is not to be measured

  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) threads.emplace_back([] {});
  for (std::jthread& thread : threads) thread.join();
  return Clock::now() - start;
}

std::chrono::nanoseconds time_processes(int count) {
  Children children(count);

  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) {
    if (!children.start_one()) return {};
  }
  children.finish();
  return Clock::now() - start;
}

}  // namespace

CreationTimes benchmark_creation(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
  if (count == 0) return {};

  CreationTimes times{};
  times.threads = time_threads(count);
  times.processes = time_processes(count);
  times.ratio =
      static_cast<double>(times.processes.count()) / static_cast<double>(times.threads.count());
  return times;
}

}  // namespace ex2
