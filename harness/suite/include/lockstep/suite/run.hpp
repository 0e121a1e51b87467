// Runs the student's function in a fresh sandboxed process and returns what happened, as facts.
//
// A run never throws for what a submission does. It throws sandbox::SandboxError where the machine
// could not do the work; GoogleTest then ends the check, which is reported as a grader fault.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <lockstep/sandbox/facts.hpp>
#include <lockstep/verdict/finding.hpp>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/protocol.hpp>

#include <lockstep/suite/student.hpp>

namespace lockstep::suite {

/// Which of the programs made from the submission's object file is run.
enum class Build {
  native,    // with the runtime that only runs
  race,      // with ThreadSanitizer
  recorded,  // with the recorder of harness/explorer
};

/// How a call is run.
struct How {
  Build build = Build::native;
  unsigned repeat = 1;  // so many calls, one after the other in the same process
  unsigned calls = 1;   // so many for each answer, which is the last one's
  sandbox::Observation observe;
  std::chrono::nanoseconds wall_clock_jump{0};    // at every reading of the wall clock
  std::optional<std::chrono::milliseconds> wall;  // instead of the exercise's limit
  bool controlled = false;  // under the explorer's first interleaving, where it can decide
  bool one_arena = false;   // malloc keeps to one area: more mappings with each call are a leak
};

/// The kernel is asked about every start and end; workers are held until `workers` have started.
/// Like all observed runs they are serial, so that a data race cannot crash one of them by luck.
[[nodiscard]] How with_threads_observed(std::size_t workers);
[[nodiscard]] How with_processes_observed(std::size_t workers);
/// One worker after the other: what comes back does not hang on timing, so that a program with a
/// data race or a lost wake-up gets the same answer every time, and the fault is left to the check
/// that looks for it. Threads run under the explorer's first interleaving; child processes, and
/// what the explorer does not model, as the kernel lets them.
[[nodiscard]] How serially(std::size_t workers);
/// The same, after a first call of which nothing may be left in any variable.
[[nodiscard]] How serially_again(std::size_t workers);
/// Pipes hold the smallest amount that POSIX allows.
[[nodiscard]] How with_narrow_pipes();
/// Some calls in one process, to see what each leaves behind. A thread is held at its end until
/// somebody joins it: what returns meanwhile has left it.
[[nodiscard]] How with_leftovers_counted();

/// One call, its result still encoded.
struct RawOutcome {
  std::optional<wire::Response> response;  // nullopt: the process ended before it answered
  sandbox::Tasks tasks;
  sandbox::Inventory after;
  sandbox::Time began{0};  // CLOCK_MONOTONIC, seen from outside: the call lies between the two
  sandbox::Time ended{0};
};

struct RawRun {
  std::string call;  // for people
  How how;
  sandbox::Inventory before;
  std::vector<RawOutcome> outcomes;       // as many as calls were begun
  std::optional<verdict::Finding> fault;  // of a controlled run that gave no answer
  sandbox::Facts facts;
};

[[nodiscard]] RawRun run_raw(const std::string& function, const std::string& arguments,
                             const std::string& shown, const How& how);

/// Why there is no usable result: how the process ended, or what the function threw. nullopt:
/// every call returned and the process ended as it should.
[[nodiscard]] std::optional<verdict::Finding> failure_of(const RawRun& run);

/// A run whose results have been decoded.
template <class Result>
struct Run : RawRun {
  std::vector<Result> values;  // of the calls that returned
  std::optional<verdict::Finding> failure;
};

/// The finding for an answer that is no encoding of what the function returns.
[[nodiscard]] verdict::Finding undecodable(const RawRun& run, const std::string& why);

template <class Result>
[[nodiscard]] Run<Result> decoded(RawRun raw) {
  Run<Result> run{std::move(raw), {}, {}};
  run.failure = failure_of(run);
  try {
    for (const RawOutcome& outcome : run.outcomes) {
      if (outcome.response && outcome.response->kind == wire::Response::Kind::returned) {
        run.values.push_back(wire::decode<Result>(outcome.response->value));
      }
    }
  } catch (const wire::DecodeError& error) {
    run.failure = undecodable(run, error.what());
  }
  return run;
}

template <class Result>
[[nodiscard]] Run<Result> run(const Call<Result>& call, const How& how = {}) {
  return decoded<Result>(run_raw(call.function, call.arguments, call.shown, how));
}

}  // namespace lockstep::suite
