// Wrong: the pipe through which the children report is only half closed.
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

  void start_one(int report) {
    const pid_t pid = ::fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) ::_exit(::write(report, "!", 1) == 1 ? EXIT_SUCCESS : EXIT_FAILURE);
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

std::chrono::nanoseconds time_threads(int count) {
  std::vector<std::jthread> threads;
  threads.reserve(static_cast<std::size_t>(count));  // growing the vector is not to be measured

  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) threads.emplace_back([] {});
  for (std::jthread& thread : threads) thread.join();
  return Clock::now() - start;
}

std::chrono::nanoseconds time_processes(int count) {
  int report[2];
  if (::pipe(report) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  Children children(count);

  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) children.start_one(report[1]);
  char mark = 0;
  for (int reported = 0; reported < count;) {
    if (::read(report[0], &mark, 1) == 1) ++reported;
  }
  children.finish();
  const auto stop = Clock::now();
  ::close(report[1]);
  return stop - start;
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
