// Runs as the sandbox would report them, made by hand.
#pragma once

#include <string>
#include <vector>

#include <lockstep/suite/matchers.hpp>

namespace lockstep::suite::test {

/// A run of "f(3)" with `calls` calls that all returned, in a process that ended as it should.
[[nodiscard]] RawRun returned_run(std::size_t calls = 1);

/// The same, but it ended like this before the first call was answered.
[[nodiscard]] RawRun run_ended_by(sandbox::Cause cause, int code = 0);

/// Limits, check and seed that the code under test sees.
void use_setup(const std::string& check = "threads.sums", std::uint64_t seed = 7);

/// What the rule reports; empty where it holds. Fails where the two disagree.
[[nodiscard]] std::vector<verdict::Finding> findings_of(const RunRule& rule, const RawRun& run);
[[nodiscard]] std::vector<verdict::Finding> findings_of(const ExplorationRule& rule,
                                                        const Exploration& exploration);

/// The only finding's word; `ok` where there is none.
[[nodiscard]] verdict::Word word_of(const std::vector<verdict::Finding>& findings);

/// Fails where a student would read something of the grader's inside.
void expect_plain_words(const verdict::Finding& finding);

}  // namespace lockstep::suite::test
