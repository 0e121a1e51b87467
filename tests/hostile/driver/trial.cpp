#include "trial.hpp"

#include <algorithm>
#include <csignal>
#include <iterator>
#include <thread>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "endings.hpp"

namespace hostile {

namespace {

using namespace std::chrono_literals;
using lockstep::sandbox::Facts;
using lockstep::sandbox::Program;
using lockstep::sandbox::Step;

constexpr const char* kInside = "/lockstep/program";
constexpr std::int64_t kTolerance = 8 << 20;  // the driver's own heap
constexpr const char* kLeft = ", left behind";

/// What the tests have put outside; found in any output it has got out.
constexpr const char* kSecrets[] = {"the-secret-of-the-grader", "root:x:0",
                                    "root:*:", "Hidden suite"};

void look_for_secrets(std::string_view text, Outcome& outcome) {
  for (const char* secret : kSecrets) {
    if (text.find(secret) != std::string_view::npos) {
      outcome.faults.push_back(std::string("its output tells: ") + secret);
    }
  }
}

/// What is there after and was not before; both are sorted.
std::vector<std::string> added(const std::vector<std::string>& before,
                               const std::vector<std::string>& after) {
  std::vector<std::string> more;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(more));
  return more;
}

}  // namespace

Bench::Bench(const World& world, const Places& places, Step step,
             lockstep::catalogue::Exercise exercise, Words words)
    : world_(world),
      places_(places),
      sandbox_((places.binaries / "lockstep-launch").string(), step),
      exercise_(std::move(exercise)),
      words_(std::move(words)) {
  Outcome outcome;
  run_a_clean_one(outcome);
  if (!outcome.faults.empty()) throw lockstep::sandbox::SandboxError(outcome.faults.front());
}

Program Bench::program(const Expectation& expectation) const {
  Program program;
  program.argv = {kInside};
  for (const std::string& argument : expectation.arguments) {
    program.argv.push_back(with_words(argument, words_));
  }
  program.environment = {"PATH=/usr/bin:/bin", "TMPDIR=/tmp"};
  program.mounts = {{(places_.programs / expectation.name).string(), kInside}};
  if (!expectation.collect.empty()) {
    program.collect = {"result"};
  }
  return program;
}

std::string Bench::observed_run(const Expectation& expectation, Outcome& outcome) {
  const Facts facts = sandbox_.run(program(expectation), expectation.limits);
  look_for_secrets(facts.output, outcome);
  look_for_secrets(facts.errors, outcome);
  const bool flood = facts.output.size() > expectation.limits.output_bytes ||
                     facts.errors.size() > expectation.limits.output_bytes;
  if (flood) outcome.faults.emplace_back("more output than allowed was kept");
  if (facts.wall > expectation.limits.wall + 20s) outcome.faults.emplace_back("it hung");
  for (const auto& [name, content] : facts.files) {
    if (expectation.collect != name) outcome.faults.push_back("the grader was handed " + name);
  }
  const bool wanted = !expectation.collect.empty() && expectation.collect != "nothing";
  if (wanted && !facts.files.contains(expectation.collect)) {
    outcome.faults.push_back("the grader was not handed " + expectation.collect);
  }
  std::string ending = name_of(facts);
  if (!outcome.expected.starts_with(ending)) {
    outcome.faults.push_back("it printed: " + lockstep::verdict::printable(
                                                  (facts.output + facts.errors).substr(0, 300)));
  }
  return ending;
}

std::string Bench::observed_compilation(const Expectation& expectation, Outcome& outcome) {
  using namespace lockstep;
  build::Installation installation;
  installation.stage = places_.stage;
  installation.launcher = places_.binaries / "lockstep-launch";
  installation.compiler = std::string(build::Installation::of_this_build().compiler);
  build::Submission submission;
  submission.files = {{exercise_.files.front(), with_words(expectation.source, words_)}};
  build::WorkFolder folder;
  const build::CompilerCache none({});
  const build::Compilation compilation(
      sandbox_, none, exercise_, build::parts_of(installation, exercise_), submission, folder);
  build::Product product = compilation.compile();
  if (product.done()) product = compilation.link(build::Target::native);
  for (const judge::Diagnostic& diagnostic : product.diagnostics) {
    look_for_secrets(diagnostic.message, outcome);
  }
  std::string ending = name_of(product);
  if (ending != expectation.at(sandbox_.step())) {
    for (const judge::Diagnostic& diagnostic : product.diagnostics) {
      outcome.faults.push_back("the compiler said: " +
                               verdict::printable(diagnostic.message.substr(0, 300)));
      if (outcome.faults.size() > 3) break;
    }
  }
  return ending;
}

/// The sandbox prepares its next run while the last one is looked at. Only once that is done does a
/// footprint say what will be there afterwards as well.
void Bench::wait_for_rest() {
  constexpr auto kLongest = 30s;
  const auto begin = std::chrono::steady_clock::now();
  while (!world_.at_rest()) {
    if (std::chrono::steady_clock::now() - begin > kLongest) {
      throw lockstep::sandbox::SandboxError("the sandbox has not come to rest before the program");
    }
    std::this_thread::sleep_for(1ms);
  }
}

/// What a namespace held is given back by the kernel a moment after its last process has ended.
void Bench::look_around(const Footprint& before, Outcome& outcome) {
  Footprint after = world_.footprint();
  const auto as_before = [&] {
    return after.tasks <= before.tasks && after.memory_bytes <= before.memory_bytes + kTolerance &&
           added(before.things, after.things).empty();
  };
  for (int i = 0; i < 300 && !as_before(); ++i) {
    std::this_thread::sleep_for(10ms);
    after = world_.footprint();
  }
  if (after.tasks > before.tasks) {
    outcome.faults.push_back(fmt::format("{} tasks are left", after.tasks - before.tasks));
  }
  const std::vector<std::string> left = added(before.things, after.things);
  // Memory in what was left is no second fault.
  if (left.empty() && after.memory_bytes > before.memory_bytes + kTolerance) {
    outcome.faults.push_back(fmt::format("{} KiB are not given back",
                                         (after.memory_bytes - before.memory_bytes) >> 10U));
  }
  if (left.empty()) return;
  outcome.observed += kLeft;
  if (outcome.observed != outcome.expected) {
    for (const std::string& thing : left) outcome.faults.push_back("left behind: " + thing);
  }
  sweep(world_.is_private());
}

void Bench::run_a_clean_one(Outcome& outcome) {
  Expectation clean;
  clean.name = "clean_run";
  clean.limits.memory_bytes = 64U << 20U;
  const Facts facts = sandbox_.run(program(clean), clean.limits);
  if (facts.ending.clean()) return;
  outcome.faults.push_back("the next run, a clean one, ended with " + name_of(facts) + ": " +
                           lockstep::verdict::printable(facts.errors.substr(0, 300)));
}

Outcome Bench::run(const Expectation& expectation) {
  Outcome outcome{expectation.at(sandbox_.step()), {}, {}};
  wait_for_rest();
  const Footprint before = world_.footprint();
  outcome.observed = observed_run(expectation, outcome);
  look_around(before, outcome);
  run_a_clean_one(outcome);
  return outcome;
}

Outcome Bench::compile(const Expectation& expectation) {
  Outcome outcome{expectation.at(sandbox_.step()), {}, {}};
  wait_for_rest();
  const Footprint before = world_.footprint();
  outcome.observed = observed_compilation(expectation, outcome);
  look_around(before, outcome);
  run_a_clean_one(outcome);
  return outcome;
}

}  // namespace hostile
