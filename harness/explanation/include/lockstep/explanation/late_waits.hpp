// What a schedule needs besides an order of the threads: a spurious wake-up, or a time limit that
// is reached. Of findings and of outcomes.
//
// THREADS  plain values; no shared state.
#pragma once

#include <string>
#include <vector>

#include <lockstep/explanation/place.hpp>

namespace lockstep::explanation {

struct LateWaits {
  std::string message;  // sentences, each with a blank before it; empty: it needs nothing
  std::string advice;   // may be empty
  std::vector<Place> places;
};

[[nodiscard]] LateWaits explain_late_waits(bool spurious, bool timed_out,
                                           const std::vector<report::LateWait>& waits,
                                           const Resolved& resolved);

}  // namespace lockstep::explanation
