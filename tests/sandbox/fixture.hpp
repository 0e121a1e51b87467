// Runs behaviours of the probe in the sandbox.
//
// Times in these tests are upper limits with much room: the machine may be busy.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/sandbox/sandbox.hpp>

namespace lockstep::sandbox {

void PrintTo(const Ending& ending, std::ostream* out);
void PrintTo(const Facts& facts, std::ostream* out);

}  // namespace lockstep::sandbox

namespace sandbox_test {

using namespace lockstep::sandbox;
using namespace std::chrono_literals;

inline constexpr std::uint64_t kMiB = 1U << 20U;

/// Path of lockstep-launch and of the probe; a test may have been started with copies of them.
std::string launcher();
std::string probe();

/// One sandbox for each test program, at the step that LOCKSTEP_TEST_STEP names ("B"), else the
/// best.
Sandbox& sandbox();

/// The probe with this behaviour and these arguments.
Program behaviour(const std::string& name, const std::vector<std::string>& arguments = {});

/// Generous limits, so that only the one under test is reached.
Limits roomy();

Facts run(const Program& program, const Limits& limits = roomy());
Facts run(const std::string& name, const std::vector<std::string>& arguments = {},
          const Limits& limits = roomy());

/// Expects `exit 0`, and returns what was printed.
std::string output_of(const std::string& name, const std::vector<std::string>& arguments = {});

/// A word that no other process on the machine has in its command line.
std::string fresh_marker();
/// Waits until no process has `marker` in its command line; false after five seconds.
bool all_gone(const std::string& marker);
/// Waits until `count` have it at the same time; false after five seconds.
bool alive_together(const std::string& marker, std::size_t count);
/// How many have it now.
std::size_t alive_with(const std::string& marker);

testing::Matcher<const Facts&> EndsWith(Cause cause);
testing::Matcher<const Facts&> EndsWith(Cause cause, int code);

}  // namespace sandbox_test
