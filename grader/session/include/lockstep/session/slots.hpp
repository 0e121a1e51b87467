// Who may work now: so many at the same time, of which at most one measures time.
//
// With no more slots than cores, what measures has a core of its own and no other measurement
// beside it. That is a courtesy: a check that measures must not hang on how busy the machine is.
//
// Passive: start() callbacks are called from request() and release(); those that measure go first,
// and otherwise the order is that of the requests.
//
// THREADS  belongs to one thread.
#pragma once

#include <deque>
#include <functional>

namespace lockstep::session {

enum class Share { plain, measured };

class Slots {
 public:
  explicit Slots(unsigned count) : count_(count) {}

  void request(Share share, std::function<void()> start);
  /// One of those that were started is done.
  void release(Share share);

 private:
  void start_waiting();

  unsigned count_;
  unsigned running_ = 0;
  bool measuring_ = false;
  bool starting_ = false;
  std::deque<std::function<void()>> plain_;
  std::deque<std::function<void()>> measured_;
};

}  // namespace lockstep::session
