// Asks one program that is linked with the explorer's runtime, and prints the report as it came:
// numbers instead of places. For benchmarks, and for whoever works on the runtime.
//
//   explorer_ask [--strategy NAME] [--runs N] [--after-first N] [--seed N] PROGRAM [ARGUMENTS]
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/explorer/report.hpp>
#include <lockstep/wire/frame.hpp>

#include "conversation.hpp"

namespace lockstep::explorer_cases {
namespace {

namespace report = explorer::report;

constexpr std::array<std::string_view, 6> strategies{"auto", "pct",    "bounded",
                                                     "dpor", "random", "everything"};
// In the order of report::FindingKind.
constexpr std::array<const char*, 17> kinds{
    "data-race",          "use-after-free",  "deadlock",         "lost-wakeup",
    "livelock",           "busy-wait",       "lost-update",      "crash",
    "uncaught-exception", "exit-status",     "unlock-not-owner", "destroyed-while-used",
    "joined-twice",       "unjoined-thread", "invalid-free",     "hang",
    "use-after-return"};

report::StrategyName strategy_of(const std::string& name) {
  for (std::size_t i = 0; i < strategies.size(); ++i) {
    if (strategies.at(i) == name) return static_cast<report::StrategyName>(i);
  }
  throw std::invalid_argument("unknown strategy " + name);
}

using Whole = unsigned long long;

std::string one_line(const std::string& text) {
  std::string line;
  for (const char c : text) line += c == '\n' ? std::string("\\n") : std::string(1, c);
  return line;
}

void print(const report::Finding& finding) {
  std::printf("finding %s %s first %llu, %zu turns, %u preemptions%s%s%s %s\n",
              kinds.at(static_cast<std::size_t>(finding.kind)), finding.id.c_str(),
              Whole{finding.first_found}, finding.schedule.size(), finding.preemptions,
              finding.spurious ? ", spurious" : "", finding.timed_out ? ", timed out" : "",
              finding.signal != 0 ? (", signal " + std::to_string(finding.signal)).c_str() : "",
              one_line(finding.text).c_str());
  for (const report::Participant& each : finding.participants) {
    std::printf("  task %u kind %u step %u %s%s object %llx size %u:", each.task, each.kind,
                each.step, each.write ? "write" : "", each.atomic ? " atomic" : "",
                Whole{each.object}, each.size);
    for (const std::uint64_t pc : each.stack) std::printf(" %llx", Whole{pc});
    std::printf("\n");
  }
}

void print(const report::Report& got, double seconds) {
  for (const report::Finding& finding : got.findings) print(finding);
  for (const std::string& each : got.undecided) std::printf("undecided %s\n", each.c_str());
  for (const std::string& each : got.notes) std::printf("note %s\n", each.c_str());
  for (const report::Outcome& each : got.outcomes) {
    std::printf("outcome %llu times, status %d: %s\n", Whole{each.count}, each.exit_status,
                one_line(each.value).c_str());
  }
  std::printf("executions %llu complete %llu%s outcomes %llu steps %llu\n", Whole{got.executions},
              Whole{got.complete}, got.exhausted ? " exhausted" : "", Whole{got.outcome_kinds},
              Whole{got.steps_default});
  if (got.compared != 0) {
    std::printf("%llu executions compared with processes of their own\n", Whole{got.compared});
  }
  std::printf("%.3f s, %.0f executions/s\n", seconds,
              static_cast<double>(got.executions) / seconds);
}

struct Options {
  report::Request request;
  std::vector<std::string> command;
};

Options read_options(const std::vector<std::string>& words) {
  Options options;
  std::size_t i = 0;
  for (; i + 1 < words.size() && words[i].starts_with("--"); i += 2) {
    const std::string& value = words[i + 1];
    if (words[i] == "--strategy") options.request.strategy = strategy_of(value);
    if (words[i] == "--runs") options.request.budget_runs = std::stoull(value);
    if (words[i] == "--after-first") options.request.runs_after_first = std::stoull(value);
    if (words[i] == "--seed") options.request.seed = std::stoull(value);
    if (words[i] == "--against-forks") options.request.against_forks = value == "yes";
    if (words[i] == "--replay") options.request.replay = value;
  }
  options.command.assign(words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
  if (options.command.empty()) throw std::invalid_argument("which program?");
  return options;
}

int run(const std::vector<std::string>& words) {
  wire::ignore_sigpipe();
  const Options options = read_options(words);
  const auto begin = std::chrono::steady_clock::now();
  const report::Report got = ask(options.command, options.request);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  print(got, took.count());
  return got.findings.empty() ? 0 : 1;
}

}  // namespace
}  // namespace lockstep::explorer_cases

int main(int argc, char** argv) {
  try {
    return lockstep::explorer_cases::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "explorer_ask: %s\n", error.what());
    return 2;
  }
}
