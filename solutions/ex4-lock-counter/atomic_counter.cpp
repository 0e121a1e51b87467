// Another design: no lock at all. fetch_add reads, adds and writes in one step that no one can get
// into, between threads and, since it is lock-free, between processes. The memory is a memfd.
#include "lock_counter.hpp"

namespace ex4 {
namespace {

using Counter = std::atomic<std::int64_t>;
// An atomic that uses a hidden lock would hide it in this process only.
static_assert(Counter::is_always_lock_free);

void require_not_negative(int workers, int increments) {
  if (workers < 0 || increments < 0)
    throw std::invalid_argument("workers and increments must not be negative");
}

[[noreturn]] void fail(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

// The order between different counters does not matter here, so relaxed is enough. What makes the
// final value visible to the caller is the join, or the reaping.
void add(Counter& counter, int increments) noexcept {
  for (int i = 0; i < increments; ++i) counter.fetch_add(1, std::memory_order_relaxed);
}

// A counter in memory of its own; the descriptor is closed as soon as the memory is mapped.
class MappedCounter {
 public:
  MappedCounter() {
    const int descriptor = memfd_create("counter", MFD_CLOEXEC);
    if (descriptor == -1) fail(errno, "memfd_create");
    void* memory = MAP_FAILED;
    if (ftruncate(descriptor, sizeof(Counter)) == 0)
      memory = mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    const int error = errno;
    close(descriptor);
    if (memory == MAP_FAILED) fail(error, "shared memory");
    counter_ = new (memory) Counter(0);
  }
  MappedCounter(const MappedCounter&) = delete;
  MappedCounter& operator=(const MappedCounter&) = delete;
  ~MappedCounter() { munmap(counter_, sizeof(Counter)); }

  Counter& operator*() const noexcept { return *counter_; }

 private:
  Counter* counter_;
};

void reap(const std::vector<pid_t>& children) noexcept {
  for (const pid_t child : children)
    while (waitpid(child, nullptr, 0) == -1 && errno == EINTR) {
    }
}

}  // namespace

std::int64_t count_with_threads(int threads, int increments) {
  require_not_negative(threads, increments);
  Counter counter{0};
  std::vector<std::thread> workers;
  workers.reserve(static_cast<std::size_t>(threads));
  const auto join_all = [&workers] {
    for (std::thread& worker : workers) worker.join();
  };
  try {
    for (int worker = 0; worker < threads; ++worker)
      workers.emplace_back(add, std::ref(counter), increments);
  } catch (...) {
    join_all();  // a std::thread that is destroyed unjoined ends the program
    throw;
  }
  join_all();
  return counter.load();
}

std::int64_t count_with_processes(int processes, int increments) {
  require_not_negative(processes, increments);
  const MappedCounter counter;
  std::vector<pid_t> children;
  children.reserve(static_cast<std::size_t>(processes));
  for (int worker = 0; worker < processes; ++worker) {
    const pid_t pid = fork();
    if (pid == 0) {
      add(*counter, increments);
      _exit(0);
    }
    if (pid == -1) {
      const int error = errno;  // reap() may change errno
      reap(children);
      fail(error, "fork");
    }
    children.push_back(pid);
  }
  reap(children);
  return (*counter).load();
}

}  // namespace ex4
