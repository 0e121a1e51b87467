// Asks whether a call behaves under every interleaving of its tasks.
//
// First form: the call is run under ThreadSanitizer and under the recorder of harness/explorer, and
// what they prove is returned. The schedule explorer takes their place behind this interface.
#pragma once

#include <cstdint>
#include <vector>

#include <lockstep/explorer/activity.hpp>

#include <lockstep/suite/run.hpp>

namespace lockstep::suite {

/// How much an exploration may cost.
struct Budget {
  std::uint32_t runs = 1;
  bool activity = false;  // also record what each task did, which finds races between processes
};

/// Two unordered accesses to the same memory, at least one of them a write.
struct Race {
  std::string sentence;
  std::vector<verdict::Place> places;  // in the student's files; may be empty

  bool operator==(const Race&) const = default;
};

struct Exploration {
  RawRun run;
  std::optional<verdict::Finding> failure;  // as failure_of()
  std::vector<Race> races;                  // sorted by place
  explorer::activity::Activity activity;    // empty unless the budget asked for it
  std::uint64_t interleavings = 0;
  bool exhausted = false;

  /// The submission has a data race, so what its other runs return hangs on timing.
  [[nodiscard]] bool racy() const { return !races.empty(); }
};

[[nodiscard]] Exploration explore_raw(const std::string& function, const std::string& arguments,
                                      const std::string& shown, Budget budget);

template <class Result>
[[nodiscard]] Exploration explore(const Call<Result>& call, Budget budget = {}) {
  return explore_raw(call.function, call.arguments, call.shown, budget);
}

/// The line of the student's code that the recorded program has at `address`, as `addr2line` finds
/// it inside the sandbox; line 0 where it is none of the student's.
[[nodiscard]] verdict::Place place_of_code(std::uint64_t address);

/// The races in what ThreadSanitizer printed, places in the student's files only. A race that lies
/// wholly in other people's code is left out.
[[nodiscard]] std::vector<Race> races_in(const std::string& report);

}  // namespace lockstep::suite
