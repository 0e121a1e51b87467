// The state of the one check that a suite process runs. One thread only.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/sandbox/sandbox.hpp>
#include <lockstep/suite/setup.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::suite {

/// Where the submission's program lies inside the sandbox.
inline constexpr const char* kInside = "/lockstep/program";
/// What the names of its source files begin with.
inline constexpr std::string_view kSubmissionFolder = "/lockstep/submission/";

/// Set once by main(), before the check runs.
void set_setup(Setup setup);
[[nodiscard]] const Setup& setup();
[[nodiscard]] sandbox::Sandbox& the_sandbox();

/// What has been reported so far.
[[nodiscard]] verdict::CheckReport& current_report();

/// Findings decide; without one, the check is undecided for this reason.
void note_undecided(const std::string& why);
/// For whoever runs the grader.
void note_for_staff(const std::string& sentence);
/// The interleaving that the setup asks for, encoded. The first one stays.
void note_replay(std::string encoded);

}  // namespace lockstep::suite
