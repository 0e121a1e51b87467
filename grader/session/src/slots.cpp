#include <lockstep/session/slots.hpp>

#include <utility>

namespace lockstep::session {

void Slots::request(Share share, std::function<void()> start) {
  (share == Share::measured ? measured_ : plain_).push_back(std::move(start));
  start_waiting();
}

void Slots::release(Share share) {
  --running_;
  if (share == Share::measured) measuring_ = false;
  start_waiting();
}

void Slots::start_waiting() {
  if (starting_) return;  // a start that asks or releases at once is served by the loop below
  starting_ = true;
  while (running_ < count_) {
    const bool measures = !measuring_ && !measured_.empty();
    auto& queue = measures ? measured_ : plain_;
    if (queue.empty()) break;
    const std::function<void()> start = std::move(queue.front());
    queue.pop_front();
    measuring_ = measuring_ || measures;
    ++running_;
    start();
  }
  starting_ = false;
}

}  // namespace lockstep::session
