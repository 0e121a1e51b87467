// Wrong: the thread interval goes on until the processes are measured as well.
#include "creation_benchmark.hpp"

namespace ex2 {
namespace {

using Clock = std::chrono::steady_clock;

/// The children started so far. Those that finish() has not reaped, because a fork failed, are
/// reaped by the destructor.
class Children {
 public:
  explicit Children(int count) { running_.reserve(static_cast<std::size_t>(count)); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;
  ~Children() {
    for (const pid_t pid : running_) reap(pid);
  }

  void start_one() {
    const pid_t pid = ::fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) ::_exit(EXIT_SUCCESS);
    running_.push_back(pid);
  }

  void finish() {
    while (!running_.empty()) {
      const int error = reap(running_.back());
      running_.pop_back();
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

void start_and_join_threads(int count) {
  std::vector<std::jthread> threads;
  threads.reserve(static_cast<std::size_t>(count));  // growing the vector is not to be measured

  for (int i = 0; i < count; ++i) threads.emplace_back([] {});
  for (std::jthread& thread : threads) thread.join();
}

std::chrono::nanoseconds time_processes(int count) {
  Children children(count);

  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) children.start_one();
  children.finish();
  return Clock::now() - start;
}

}  // namespace

CreationTimes benchmark_creation(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
  if (count == 0) return {};

  CreationTimes times{};
  const auto start = Clock::now();
  start_and_join_threads(count);
  times.processes = time_processes(count);
  times.threads = Clock::now() - start;
  times.ratio =
      static_cast<double>(times.processes.count()) / static_cast<double>(times.threads.count());
  return times;
}

}  // namespace ex2
