// What a suite may call in a submission for ex5, and the driver that plays a script on its Queue.
#include <memory>
#include <stdexcept>
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

class Player {
 public:
  Player(Queue& queue, const Script& script) : queue_(queue), script_(script) {
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
      play_step(script_[task][i], results_[task][i]);
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
    }
  }

  Queue& queue_;
  const Script& script_;
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
