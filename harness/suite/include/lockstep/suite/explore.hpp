// Asks whether a call behaves under every interleaving of its threads.
//
// The schedule explorer runs the call again and again, each time in another order that it chooses
// itself; what it finds comes with a schedule that does it again. Child processes are not explored:
// what they did to shared memory is seen by the recorder of harness/explorer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <lockstep/explorer/activity.hpp>
#include <lockstep/suite/run.hpp>

namespace lockstep::suite {

/// How much an exploration may cost.
struct Budget {
  std::uint64_t interleavings = 1000;  // at most; 0: no exploration
  bool activity = false;  // also record what each task did, which finds races between processes
};

/// What the call gave, under one interleaving or many.
struct ExploredOutcome {
  std::optional<wire::Response> response;  // nullopt: the process ended before it answered
  std::string replay;                      // id of an interleaving that gives it
  /// What it needs besides an order: a wait that returned without being notified.
  std::string needs{};  // sentences, each with a blank before it; often empty
  /// Where it needs nothing: a wait after which nobody looked again, which may be why.
  std::string history{};
  std::string advice{};
  std::vector<verdict::Place> places{};
};

struct Exploration {
  std::string call;  // for people
  /// What no interleaving may bring about, and one did: races, deadlocks, crashes. The gravest
  /// first.
  std::vector<verdict::Finding> faults;
  /// Updates that were overwritten unseen. A fault where the value is wrong, and none where the
  /// call did not need them.
  std::vector<verdict::Finding> lost_updates;
  std::vector<ExploredOutcome> outcomes;    // different ones; at most 64
  std::optional<verdict::Finding> failure;  // of the recorded run, as failure_of()
  explorer::activity::Activity activity;    // empty unless the budget asked for it
  std::uint64_t interleavings = 0;  // explored; where there is a fault, until it was found first
  bool exhausted = false;           // these are all there are
  /// Why "no fault" would be a guess; of no meaning where there is one.
  std::vector<std::string> undecided;

  /// The submission has a data race, so what its other runs return hangs on timing.
  [[nodiscard]] bool racy() const;
};

[[nodiscard]] Exploration explore_raw(const std::string& function, const std::string& arguments,
                                      const std::string& shown, Budget budget);

template <class Result>
[[nodiscard]] Exploration explore(const Call<Result>& call, Budget budget = {}) {
  return explore_raw(call.function, call.arguments, call.shown, budget);
}

/// What one run of the call did, and the races that it proves; no exploration.
template <class Result>
[[nodiscard]] Exploration recorded(const Call<Result>& call) {
  return explore_raw(call.function, call.arguments, call.shown,
                     {.interleavings = 0, .activity = true});
}

/// The line of the student's code that the recorded program has at `address`, as `addr2line` finds
/// it inside the sandbox; line 0 where it is none of the student's.
[[nodiscard]] verdict::Place place_of_code(std::uint64_t address);

/// Two unordered accesses to the same memory, as ThreadSanitizer reports them.
struct Race {
  std::string sentence;
  std::vector<verdict::Place> places;  // in the student's files; may be empty

  bool operator==(const Race&) const = default;
};

/// The races in what ThreadSanitizer printed, places in the student's files only. A race that lies
/// wholly in other people's code is left out.
[[nodiscard]] std::vector<Race> races_in(const std::string& report);

}  // namespace lockstep::suite
