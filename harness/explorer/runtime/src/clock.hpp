// Vector clocks of any number of tasks (Fidge 1988, Mattern 1989).
//
// A clock keeps its memory when it is cleared, so that executions after the first allocate nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <lockstep/explorer/operation.hpp>

namespace lockstep::explorer::runtime {

class Clock {
 public:
  bool operator==(const Clock&) const = default;

  void clear() noexcept { times_.clear(); }
  [[nodiscard]] bool empty() const noexcept { return times_.empty(); }

  [[nodiscard]] std::uint32_t of(TaskId task) const noexcept {
    return task < times_.size() ? times_[task] : 0;
  }

  void set(TaskId task, std::uint32_t time) {
    if (task >= times_.size()) times_.resize(task + 1, 0);
    times_[task] = time;
  }

  void tick(TaskId task) { set(task, of(task) + 1); }

  /// From now on everything that happened before `other` also happened before this.
  void join(const Clock& other) {
    if (other.times_.size() > times_.size()) times_.resize(other.times_.size(), 0);
    for (std::size_t i = 0; i < other.times_.size(); ++i) {
      times_[i] = std::max(times_[i], other.times_[i]);
    }
  }

  /// This task, at `time`, happened before.
  [[nodiscard]] bool includes(TaskId task, std::uint32_t time) const noexcept {
    return time <= of(task);
  }

 private:
  std::vector<std::uint32_t> times_;
};

}  // namespace lockstep::explorer::runtime
