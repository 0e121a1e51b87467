// Who may work now: so many at the same time, or one alone.
//
// Passive: start() callbacks are called from request() and release(), in the order of the requests.
// What wants to be alone measures time; it waits until nothing else wants to run, so that the
// cores are idle once and not before each measurement.
//
// THREADS  belongs to one thread.
#pragma once

#include <deque>
#include <functional>

namespace lockstep::session {

enum class Share { together, alone };

class Slots {
 public:
  explicit Slots(unsigned count) : count_(count) {}

  void request(Share share, std::function<void()> start);
  /// One of those that were started is done.
  void release();

 private:
  void start_waiting();

  unsigned count_;
  unsigned running_ = 0;
  bool alone_running_ = false;
  bool starting_ = false;
  std::deque<std::function<void()>> together_;
  std::deque<std::function<void()>> alone_;
};

}  // namespace lockstep::session
