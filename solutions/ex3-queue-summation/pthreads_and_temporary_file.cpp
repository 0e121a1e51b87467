// Another correct design: POSIX threads and a ring buffer; child processes that write their results
// into a temporary file. A file never gets full the way a pipe does, so here the parent may reap
// first.
#include "queue_summation.hpp"

#include <csignal>
#include <cstdlib>
#include <string>
#include <utility>

namespace ex3 {
namespace {

using Clock = std::chrono::steady_clock;

/// A worker's answer. It carries its index, because workers finish in any order.
struct Result {
  std::size_t index;
  std::uint64_t sum;
};

std::uint64_t sum_of_squares(std::uint64_t limit) {
  std::uint64_t sum = 0;
  for (std::uint64_t k = 0; k < limit; ++k) sum += k * k;
  return sum;
}

[[noreturn]] void throw_error(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

// ---- threads ------------------------------------------------------------------------------------

/// A ring with room for a few results: who finds it full waits, who finds it empty waits.
class ResultQueue {
 public:
  ResultQueue() = default;
  ResultQueue(const ResultQueue&) = delete;
  ResultQueue& operator=(const ResultQueue&) = delete;
  ~ResultQueue() {
    ::pthread_cond_destroy(&not_full_);
    ::pthread_cond_destroy(&not_empty_);
    ::pthread_mutex_destroy(&mutex_);
  }

  void put(Result result) {
    ::pthread_mutex_lock(&mutex_);
    while (used_ == slots) ::pthread_cond_wait(&not_full_, &mutex_);
    ring_[(first_ + used_++) % slots] = result;
    ::pthread_cond_signal(&not_empty_);
    ::pthread_mutex_unlock(&mutex_);
  }

  Result take() {
    ::pthread_mutex_lock(&mutex_);
    while (used_ == 0) ::pthread_cond_wait(&not_empty_, &mutex_);
    const Result result = ring_[first_];
    first_ = (first_ + 1) % slots;
    --used_;
    ::pthread_cond_signal(&not_full_);
    ::pthread_mutex_unlock(&mutex_);
    return result;
  }

 private:
  static constexpr std::size_t slots = 8;

  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t not_full_ = PTHREAD_COND_INITIALIZER;
  pthread_cond_t not_empty_ = PTHREAD_COND_INITIALIZER;
  Result ring_[slots];     // these three are guarded by mutex_
  std::size_t first_ = 0;  // the oldest result
  std::size_t used_ = 0;
};

struct Task {
  ResultQueue* queue;
  std::size_t index;
  std::uint64_t limit;
};

void* run_task(void* argument) {
  const Task& task = *static_cast<const Task*>(argument);
  task.queue->put({task.index, sum_of_squares(task.limit)});
  return nullptr;
}

/// Owns the threads of one call and takes their results. Whatever happens, each started thread has
/// its result taken (the ring would block it otherwise) and is joined.
class Crew {
 public:
  Crew(ResultQueue& queue, std::vector<Task>& tasks) : queue_(queue), tasks_(tasks) {
    threads_.reserve(tasks.size());
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    while (taken_ < threads_.size()) take();
    for (const pthread_t thread : threads_) ::pthread_join(thread, nullptr);
  }

  void start_all() {
    for (Task& task : tasks_) {
      pthread_t thread;
      const int error = ::pthread_create(&thread, nullptr, run_task, &task);
      if (error != 0) throw_error(error, "pthread_create");
      threads_.push_back(thread);
    }
  }

  Result take() {
    ++taken_;
    return queue_.take();
  }

 private:
  ResultQueue& queue_;
  std::vector<Task>& tasks_;
  std::vector<pthread_t> threads_;
  std::size_t taken_ = 0;
};

// ---- processes ----------------------------------------------------------------------------------

/// A file without a name: it is gone when its last descriptor is closed, whatever happens.
class TemporaryFile {
 public:
  TemporaryFile() {
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder != nullptr ? folder : "/tmp") + "/sums-XXXXXX";
    fd_ = ::mkstemp(path.data());
    if (fd_ < 0) throw_error(errno, "mkstemp");
    ::unlink(path.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::close(fd_); }

  int get() const { return fd_; }

 private:
  int fd_;
};

/// Place `index` of the file belongs to worker `index`: no order and no lock is needed.
bool store(int fd, std::size_t index, std::uint64_t sum) {
  const char* bytes = reinterpret_cast<const char*>(&sum);
  std::size_t done = 0;
  while (done < sizeof sum) {
    const auto position = static_cast<off_t>(index * sizeof sum + done);
    const ssize_t n = ::pwrite(fd, bytes + done, sizeof sum - done, position);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

std::uint64_t load(int fd, std::size_t index) {
  std::uint64_t sum = 0;
  char* bytes = reinterpret_cast<char*>(&sum);
  std::size_t done = 0;
  while (done < sizeof sum) {
    const auto position = static_cast<off_t>(index * sizeof sum + done);
    const ssize_t n = ::pread(fd, bytes + done, sizeof sum - done, position);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_error(errno, "pread");
    if (n == 0) throw std::runtime_error("a worker ended without a result");
    done += static_cast<std::size_t>(n);
  }
  return sum;
}

/// Owns one child process; kills and reaps it if nobody waited for it.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }

  /// True if the child exited with status 0.
  bool wait() {
    int status = -1;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status == 0;
  }

 private:
  pid_t pid_;
};

Child start_worker(int fd, std::size_t index, std::uint64_t limit) {
  const pid_t pid = ::fork();
  if (pid < 0) throw_error(errno, "fork");
  if (pid > 0) return Child(pid);
  ::_exit(store(fd, index, sum_of_squares(limit)) ? 0 : 1);
}

}  // namespace

Summation sum_with_threads(const std::vector<std::uint64_t>& limits) {
  Summation summation{std::vector<std::uint64_t>(limits.size()), {}};
  ResultQueue queue;
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < limits.size(); ++i) tasks.push_back({&queue, i, limits[i]});
  Crew crew(queue, tasks);

  const auto start = Clock::now();
  crew.start_all();
  for (std::size_t received = 0; received < limits.size(); ++received) {
    const Result result = crew.take();
    summation.sums[result.index] = result.sum;
  }
  summation.elapsed = Clock::now() - start;
  return summation;
}

Summation sum_with_processes(const std::vector<std::uint64_t>& limits) {
  Summation summation{std::vector<std::uint64_t>(limits.size()), {}};
  const TemporaryFile file;
  std::vector<Child> children;
  children.reserve(limits.size());

  const auto start = Clock::now();
  for (std::size_t i = 0; i < limits.size(); ++i) {
    children.push_back(start_worker(file.get(), i, limits[i]));
  }
  bool good = true;
  for (Child& child : children) good = child.wait() && good;
  if (!good) throw std::runtime_error("a worker failed");
  for (std::size_t i = 0; i < limits.size(); ++i) summation.sums[i] = load(file.get(), i);
  summation.elapsed = Clock::now() - start;
  return summation;
}

}  // namespace ex3
