// Who may work now: so many at the same time, of which at most one measures time.
//
// With no more slots than cores, what measures has a core of its own and no other measurement
// beside it. That is a courtesy: a check that measures must not hang on how busy the machine is.
// Slots are numbered from 0, so that each can have its own processor.
//
// Passive: start() callbacks are called from request() and release(); those that measure go first,
// and otherwise the order is that of the requests.
//
// THREADS  belongs to one thread.
#pragma once

#include <deque>
#include <functional>
#include <set>

namespace lockstep::session {

enum class Share { plain, measured };

class Slots {
 public:
  explicit Slots(unsigned count);

  using Start = std::function<void(unsigned slot)>;

  void request(Share share, Start start);
  /// Who was started in `slot` is done.
  void release(Share share, unsigned slot);

 private:
  void start_waiting();

  std::set<unsigned> free_;
  bool measuring_ = false;
  bool starting_ = false;
  std::deque<Start> plain_;
  std::deque<Start> measured_;
};

}  // namespace lockstep::session
