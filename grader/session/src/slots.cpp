#include <lockstep/session/slots.hpp>

#include <utility>

namespace lockstep::session {

Slots::Slots(unsigned count) {
  for (unsigned slot = 0; slot < count; ++slot) free_.insert(slot);
}

void Slots::request(Share share, Start start) {
  (share == Share::measured ? measured_ : plain_).push_back(std::move(start));
  start_waiting();
}

void Slots::release(Share share, unsigned slot) {
  free_.insert(slot);
  if (share == Share::measured) measuring_ = false;
  start_waiting();
}

void Slots::start_waiting() {
  if (starting_) return;  // a start that asks or releases at once is served by the loop below
  starting_ = true;
  while (!free_.empty()) {
    const bool measures = !measuring_ && !measured_.empty();
    auto& queue = measures ? measured_ : plain_;
    if (queue.empty()) break;
    const Start start = std::move(queue.front());
    queue.pop_front();
    measuring_ = measuring_ || measures;
    start(free_.extract(free_.begin()).value());
  }
  starting_ = false;
}

}  // namespace lockstep::session
