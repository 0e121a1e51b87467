// What a schedule has besides an order of the threads: waits that ended although nobody had notified,
// and waits after which nobody looked again. Of findings and of outcomes.
//
// THREADS  plain values; no shared state.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <lockstep/explanation/place.hpp>

namespace lockstep::explanation {

struct Waits {
  std::string message;  // sentences, each with a blank before it; empty: there is nothing to tell
  std::string advice;   // may be empty
  std::vector<Place> places;
};

/// What it needs: a spurious wake-up, or a time limit that is reached.
[[nodiscard]] Waits explain_late_waits(bool spurious, bool timed_out,
                                       const std::vector<report::LateWait>& waits,
                                       const Resolved& resolved);

/// The last wait that `concerns` holds for, if on none of the lines from where it had read
/// under the lock it read again before it gave the lock back. Nothing where lines are not known.
[[nodiscard]] Waits explain_unchecked_waits(
    const std::vector<report::UncheckedWait>& waits,
    const std::function<bool(const report::UncheckedWait&)>& concerns, const Resolved& resolved);

}  // namespace lockstep::explanation
