// What a suite may call in a submission for ex5, and the driver that plays a script on its Queue.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <lockstep/entry/functions.hpp>

#include "producer_consumer.hpp"
#include "queue_script.hpp"

namespace ex5 {
namespace {

using Script = std::vector<std::vector<Step>>;
using Results = std::vector<std::vector<StepResult>>;
using Clock = std::chrono::steady_clock;

/// True if the kernel says that the thread sleeps (and does not merely wait for a processor).
bool is_asleep(long thread) {
  const std::string path = "/proc/self/task/" + std::to_string(thread) + "/stat";
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  std::array<char, 256> text{};
  const ssize_t size = ::read(fd, text.data(), text.size());
  ::close(fd);
  const std::string_view stat(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::size_t name_end = stat.rfind(") ");
  return name_end != std::string_view::npos && stat.substr(name_end + 2).starts_with('S');
}

/// A step that another task waits for.
class Milestone {
 public:
  void begin() {
    const std::lock_guard lock(mutex_);
    begun_ = true;
    thread_ = ::syscall(SYS_gettid);
    changed_.notify_all();
  }

  void finish() {
    const std::lock_guard lock(mutex_);
    done_ = true;
    changed_.notify_all();
  }

  void wait_until_done() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return done_; });
  }

  /// A short sleep may be a queue for a lock; a long one is taken for waiting.
  void wait_until_waiting() {
    constexpr auto long_enough = std::chrono::milliseconds(2);
    constexpr auto patience = std::chrono::milliseconds(500);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return begun_; });
    const Clock::time_point start = Clock::now();
    Clock::time_point awake = start;
    while (!done_ && Clock::now() - awake < long_enough && Clock::now() - start < patience) {
      lock.unlock();
      ::syscall(SYS_sched_yield);  // not sched_yield(): a recorder would take it for the student's
      if (!is_asleep(thread_)) awake = Clock::now();
      lock.lock();
    }
  }

 private:
  std::mutex mutex_;  // protects everything below; thread_ no longer changes once begun_ is set
  std::condition_variable changed_;
  bool begun_ = false;
  bool done_ = false;
  long thread_ = 0;
};

/// Only steps that a task waits for have one: every other step leaves the threads unordered.
class Milestones {
 public:
  explicit Milestones(const Script& script) {
    for (const auto& steps : script) {
      for (const Step& step : steps) {
        if (step.kind < Step::Kind::until_done) continue;
        if (step.task >= script.size() || step.step >= script[step.task].size()) {
          throw std::logic_error("queue_script: a step waits for one that does not exist");
        }
        milestones_[{step.task, step.step}];
      }
    }
  }

  /// Null if nobody waits for it.
  Milestone* find(std::size_t task, std::size_t step) {
    const auto found = milestones_.find({task, step});
    return found == milestones_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::pair<std::size_t, std::size_t>, Milestone> milestones_;  // fixed once constructed
};

class Player {
 public:
  Player(Queue& queue, const Script& script) : queue_(queue), script_(script), milestones_(script) {
    for (const auto& steps : script) results_.emplace_back(steps.size());
  }

  Results play() && {
    if (script_.size() == 1) {
      play_task(0);
      return std::move(results_);
    }
    std::vector<std::thread> threads;
    for (std::size_t task = 0; task < script_.size(); ++task) {
      threads.emplace_back([this, task] { play_task(task); });
    }
    for (std::thread& thread : threads) thread.join();
    return std::move(results_);
  }

 private:
  void play_task(std::size_t task) {
    for (std::size_t i = 0; i < script_[task].size(); ++i) {
      Milestone* const milestone = milestones_.find(task, i);
      if (milestone != nullptr) milestone->begin();
      play_step(script_[task][i], results_[task][i]);
      if (milestone != nullptr) milestone->finish();
    }
  }

  void play_step(const Step& step, StepResult& result) {
    switch (step.kind) {
      case Step::Kind::put:
        result.accepted = queue_.put(step.item);
        break;
      case Step::Kind::get:
        result.item = queue_.get();
        break;
      case Step::Kind::close:
        queue_.close();
        break;
      case Step::Kind::until_done:
        milestones_.find(step.task, step.step)->wait_until_done();
        break;
      case Step::Kind::until_waiting:
        milestones_.find(step.task, step.step)->wait_until_waiting();
        break;
    }
  }

  Queue& queue_;
  const Script& script_;
  Milestones milestones_;
  Results results_;  // each task writes its own row
};

Results queue_script(std::size_t capacity, Script tasks) {
  const std::unique_ptr<Queue> queue = make_queue(capacity);
  if (queue == nullptr) throw std::runtime_error("make_queue returned no queue (a null pointer)");
  return Player(*queue, tasks).play();
}

}  // namespace

static const lockstep::entry::Functions functions{
    {"queue_script", &queue_script},
    {"run_with_threads", &run_with_threads},
    {"run_with_processes", &run_with_processes},
};

}  // namespace ex5
