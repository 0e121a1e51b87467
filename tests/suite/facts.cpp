#include "facts.hpp"

#include <gtest/gtest.h>

#include "state.hpp"

namespace lockstep::suite::test {

RawRun returned_run(std::size_t calls) {
  RawRun run;
  run.call = "f(3)";
  RawOutcome outcome;
  outcome.response = wire::Response{};
  run.outcomes.assign(calls, outcome);
  return run;
}

RawRun run_ended_by(sandbox::Cause cause, int code) {
  RawRun run = returned_run();
  run.outcomes[0].response.reset();
  run.facts.ending = {cause, code};
  return run;
}

void use_setup(const std::string& check, std::uint64_t seed) {
  Setup setup;
  setup.check = check;
  setup.seed = seed;
  setup.limits.wall = std::chrono::milliseconds(2500);
  setup.limits.cpu = std::chrono::seconds(8);
  setup.limits.memory_bytes = 256U << 20U;
  setup.limits.tasks = 128;
  set_setup(setup);
}

namespace {

template <class Rule, class Subject>
std::vector<verdict::Finding> reported(const Rule& rule, const Subject& subject) {
  current_report() = {};
  const bool holds = rule.MatchAndExplain(subject, nullptr);
  EXPECT_EQ(holds, current_report().findings.empty());
  for (const verdict::Finding& finding : current_report().findings) expect_plain_words(finding);
  return current_report().findings;
}

}  // namespace

std::vector<verdict::Finding> findings_of(const RunRule& rule, const RawRun& run) {
  return reported(rule, run);
}

std::vector<verdict::Finding> findings_of(const ExplorationRule& rule,
                                          const Exploration& exploration) {
  return reported(rule, exploration);
}

verdict::Word word_of(const std::vector<verdict::Finding>& findings) {
  EXPECT_LE(findings.size(), 1U);
  return findings.empty() ? verdict::Word::ok : findings[0].word;
}

void expect_plain_words(const verdict::Finding& finding) {
  EXPECT_NE(finding.word, verdict::Word::ok);
  EXPECT_TRUE(finding.message.ends_with('.')) << finding.message;
  for (const std::string& text : {finding.message, finding.advice}) {
    for (const char* internal : {"lockstep", "sandbox", "suite", "seccomp", "gtest", "SIGKILL",
                                 "/proc", "cgroup", "ThreadSanitizer", "matcher"}) {
      EXPECT_EQ(text.find(internal), std::string::npos) << internal << " in: " << text;
    }
    for (const char c : text) EXPECT_NE(c, '\0') << text;
  }
}

}  // namespace lockstep::suite::test
