// Reference: a mutex in both versions. The processes' mutex lies in the shared memory, next to the
// counter, and is marked PTHREAD_PROCESS_SHARED.
#include "lock_counter.hpp"

namespace ex4 {
namespace {

void require_not_negative(int workers, int increments) {
  if (workers < 0 || increments < 0)
    throw std::invalid_argument("workers and increments must not be negative");
}

[[noreturn]] void fail(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

// What the processes share.
struct Shared {
  pthread_mutex_t mutex;
  std::int64_t counter;
};

// Owns the mapping and the mutex in it: both are gone when a call returns or throws.
class SharedCounter {
 public:
  SharedCounter() {
    void* memory =
        mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) fail(errno, "mmap");
    shared_ = new (memory) Shared{};
    if (const int error = make_mutex()) {
      munmap(shared_, sizeof(Shared));
      fail(error, "pthread_mutex_init");
    }
  }
  SharedCounter(const SharedCounter&) = delete;
  SharedCounter& operator=(const SharedCounter&) = delete;
  ~SharedCounter() {
    pthread_mutex_destroy(&shared_->mutex);
    munmap(shared_, sizeof(Shared));
  }

  // Called in the children: no exceptions there, only a result.
  bool add_one() noexcept {
    if (pthread_mutex_lock(&shared_->mutex) != 0) return false;
    shared_->counter += 1;
    return pthread_mutex_unlock(&shared_->mutex) == 0;
  }

  // Only when no child is left that could still add.
  std::int64_t value() const noexcept { return shared_->counter; }

 private:
  int make_mutex() noexcept {
    pthread_mutexattr_t attributes;
    if (const int error = pthread_mutexattr_init(&attributes)) return error;
    int error = pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    if (error == 0) error = pthread_mutex_init(&shared_->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return error;
  }

  Shared* shared_;
};

// The children that were started. Reaps those that are left when something throws.
class Children {
 public:
  explicit Children(int expected) { pids_.reserve(static_cast<std::size_t>(expected)); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;
  ~Children() {
    while (!pids_.empty()) reap_last();
  }

  template <typename Work>
  void start(Work work) {
    const pid_t pid = fork();
    if (pid == -1) fail(errno, "fork");
    if (pid == 0) _exit(work() ? 0 : 1);
    pids_.push_back(pid);  // cannot throw: there is room
  }

  // True if every child said that it did all its work.
  bool reap_all() {
    bool all_good = true;
    while (!pids_.empty()) all_good = reap_last() && all_good;
    return all_good;
  }

 private:
  bool reap_last() noexcept {
    int status = 0;
    pid_t reaped = -1;
    do {
      reaped = waitpid(pids_.back(), &status, 0);
    } while (reaped == -1 && errno == EINTR);
    pids_.pop_back();
    return reaped != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  std::vector<pid_t> pids_;
};

}  // namespace

std::int64_t count_with_threads(int threads, int increments) {
  require_not_negative(threads, increments);
  std::int64_t counter = 0;
  std::mutex mutex;
  {
    // Declared after what the threads use, so that they are joined before it is destroyed, also
    // when a later thread cannot be started.
    std::vector<std::jthread> workers;
    workers.reserve(static_cast<std::size_t>(threads));
    for (int worker = 0; worker < threads; ++worker) {
      workers.emplace_back([&counter, &mutex, increments] {
        for (int i = 0; i < increments; ++i) {
          const std::lock_guard lock(mutex);
          counter += 1;
        }
      });
    }
  }
  return counter;
}

std::int64_t count_with_processes(int processes, int increments) {
  require_not_negative(processes, increments);
  SharedCounter counter;
  Children children(processes);
  for (int worker = 0; worker < processes; ++worker) {
    children.start([&counter, increments] {
      for (int i = 0; i < increments; ++i)
        if (!counter.add_one()) return false;
      return true;
    });
  }
  if (!children.reap_all()) throw std::runtime_error("a worker failed");
  return counter.value();
}

}  // namespace ex4
