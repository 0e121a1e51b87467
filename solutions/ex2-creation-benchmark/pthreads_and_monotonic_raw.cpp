// Another correct design: raw pthreads, processes measured first, CLOCK_MONOTONIC_RAW. One template
// does both measurements, because both kinds are "start all, then wait for all".
#include "creation_benchmark.hpp"

namespace ex2 {
namespace {

[[noreturn]] void throw_error(int error, const char* call) {
  throw std::system_error(error, std::generic_category(), call);
}

std::chrono::nanoseconds now() {
  timespec time{};
  if (::clock_gettime(CLOCK_MONOTONIC_RAW, &time) != 0) throw_error(errno, "clock_gettime");
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

struct Thread {
  using Handle = pthread_t;

  static Handle start() {
    pthread_t thread{};
    const int error = ::pthread_create(
        &thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
    if (error != 0) throw_error(error, "pthread_create");
    return thread;
  }
  static void wait_for(Handle thread) { ::pthread_join(thread, nullptr); }
};

struct Process {
  using Handle = pid_t;

  static Handle start() {
    const pid_t pid = ::fork();
    if (pid < 0) throw_error(errno, "fork");
    if (pid == 0) ::_exit(EXIT_SUCCESS);
    return pid;
  }
  static void wait_for(Handle pid) {
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
};

/// Workers of one kind; leaving the scope waits for all of them.
template <class Kind>
class Crew {
 public:
  explicit Crew(int size) { workers_.reserve(static_cast<std::size_t>(size)); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() { wait_for_all(); }

  void start_one() { workers_.push_back(Kind::start()); }
  void wait_for_all() {
    for (const auto worker : workers_) Kind::wait_for(worker);
    workers_.clear();
  }

 private:
  std::vector<typename Kind::Handle> workers_;
};

template <class Kind>
std::chrono::nanoseconds time_crew(int count) {
  Crew<Kind> crew(count);

  const std::chrono::nanoseconds start = now();
  for (int i = 0; i < count; ++i) crew.start_one();
  crew.wait_for_all();
  return now() - start;
}

}  // namespace

CreationTimes benchmark_creation(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
  if (count == 0) return {};

  const std::chrono::nanoseconds processes = time_crew<Process>(count);
  const std::chrono::nanoseconds threads = time_crew<Thread>(count);
  return {threads, processes, 1.0 * processes / threads};
}

}  // namespace ex2
