#include <lockstep/session/slots.hpp>

#include <utility>

namespace lockstep::session {

void Slots::request(Share share, std::function<void()> start) {
  (share == Share::alone ? alone_ : together_).push_back(std::move(start));
  start_waiting();
}

void Slots::release() {
  --running_;
  if (running_ == 0) alone_running_ = false;
  start_waiting();
}

void Slots::start_waiting() {
  if (starting_) return;  // a start that asks or releases at once is served by the loop below
  starting_ = true;
  while (!alone_running_) {
    std::function<void()> start;
    if (!together_.empty() && running_ < count_) {
      start = std::move(together_.front());
      together_.pop_front();
    } else if (together_.empty() && running_ == 0 && !alone_.empty()) {
      start = std::move(alone_.front());
      alone_.pop_front();
      alone_running_ = true;
    } else {
      break;
    }
    ++running_;
    start();
  }
  starting_ = false;
}

}  // namespace lockstep::session
