// Explores one program: compiles, links and runs it in the sandbox, and tells what came out.
//
// A program that does not compile, crashes or cannot be decided is a value. Never guesses: what no
// report says is undecided.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/build/installation.hpp>
#include <lockstep/build/work_folder.hpp>
#include <lockstep/explanation/finding.hpp>
#include <lockstep/explanation/lanes.hpp>
#include <lockstep/explore/job.hpp>
#include <lockstep/judge/result.hpp>
#include <lockstep/sandbox/sandbox.hpp>

namespace lockstep::explore {

enum class Status : std::uint8_t {
  clean,      // nothing was found, and nothing keeps that from being a verdict
  found,      // findings
  undecided,  // nothing was found, but not everything could be looked at
  did_not_compile,
  unknown_replay,  // there is no such schedule
  grader_fault,
};

struct Outcome {
  std::string output;  // as printed: anything
  int exit_status = 0;
  std::uint64_t count = 0;
  bool spurious = false;   // only with a spurious wake-up
  bool timed_out = false;  // only where a timed wait runs out of time, and others do without
};

/// What differs from run to run, and so stands apart.
struct Measured {
  std::string host;
  std::chrono::milliseconds total{0};
  std::chrono::milliseconds compilation{0};
  std::chrono::milliseconds exploration{0};
};

struct Exploration {
  std::vector<std::string> files;  // as they are shown
  Status status = Status::grader_fault;
  std::vector<explanation::Explanation> findings;  // the gravest first
  std::uint64_t interleavings = 0;
  bool exhausted = false;
  std::vector<std::string> claims;
  std::vector<std::string> undecided;
  std::vector<std::string> notes;
  std::vector<Outcome> outcomes;
  std::uint64_t outcome_kinds = 0;
  std::optional<explanation::Lanes> lanes;  // of a replay
  std::vector<judge::Diagnostic> diagnostics;
  std::string fault;  // the grader's own; only with Status::grader_fault
  char sandbox = 'B';
  std::uint64_t seed = 1;
  Measured measured;
  /// Line `line` of a file that is shown under this name.
  std::function<std::string(const std::string& file, int line)> source_line;

  /// For a debugger: the linked program, and the folder that stands for
  /// build::kSubmissionFolder.
  fs::path program;
  fs::path sources;
  std::uint32_t failing_step = 0;
};

/// "ok", the gravest finding's word, or "undecided"; empty where the program was never run.
[[nodiscard]] std::string_view verdict_of(const Exploration& exploration);

/// Needs `folder` as long as the program is. Throws build::NoSubmission for what was named wrongly.
/// Blocks; `progress` is called from the same thread.
[[nodiscard]] Exploration explore(sandbox::Sandbox& sandbox,
                                  const build::Installation& installation, const Job& job,
                                  build::WorkFolder& folder,
                                  const std::function<void(std::string_view)>& progress = {});

}  // namespace lockstep::explore
