// Random programs: what DPOR finds must be what trying every interleaving finds.
//
//   explorer_random INTERPRETER COUNT [FIRST_SEED]
//
// For each program: the outcomes, and the kinds of findings. A program that is too big to try
// everything is left out and another one taken, until COUNT have been compared. DPOR's executions of
// every tenth program are also carried out in processes of their own, with the same end.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <lockstep/wire/frame.hpp>

#include "../conversation.hpp"
#include "program.hpp"

namespace lockstep::explorer_cases {
namespace {

using explorer::report::Report;
using explorer::report::Request;
using explorer::report::StrategyName;

constexpr std::uint64_t kEnough = 20'000;  // executions of one program

struct Seen {
  std::set<std::string> outcomes;
  std::set<int> findings;
  std::uint64_t kinds = 0;
  std::uint64_t executions = 0;
  std::uint64_t in_forks = 0;
  bool complete = false;

  [[nodiscard]] bool same(const Seen& other) const {
    return outcomes == other.outcomes && findings == other.findings && kinds == other.kinds;
  }
};

struct Totals {
  std::uint64_t compared = 0;
  std::uint64_t too_big = 0;
  std::uint64_t wrong = 0;
  std::uint64_t executions_all = 0;
  std::uint64_t executions_dpor = 0;
  std::uint64_t executions_in_forks = 0;
  std::uint64_t with_deadlock = 0;
};

Seen explore(const std::string& interpreter, const std::vector<std::string>& program,
             StrategyName strategy, bool against_forks = false) {
  Request request;
  request.strategy = strategy;
  request.against_forks = against_forks;
  request.budget_runs = kEnough;
  request.runs_after_first = kEnough;
  std::vector<std::string> command{interpreter};
  command.insert(command.end(), program.begin(), program.end());
  const Report report = ask(command, request);
  Seen seen;
  constexpr std::size_t most = 64;  // Report::outcomes holds no more
  if (report.outcome_kinds <= most) {
    for (const auto& each : report.outcomes) seen.outcomes.insert(each.value);
  }
  for (const auto& each : report.findings) seen.findings.insert(static_cast<int>(each.kind));
  seen.kinds = report.outcome_kinds;
  seen.executions = report.executions;
  seen.in_forks = report.compared;
  seen.complete = report.executions < kEnough && report.undecided.empty();
  return seen;
}

std::string text(const std::vector<std::string>& program) {
  std::string all;
  for (const std::string& each : program) all += " " + each;
  return all;
}

void print(const char* name, const Seen& seen) {
  std::printf("  %s: %llu executions%s, %llu outcomes, findings", name,
              static_cast<unsigned long long>(seen.executions),
              seen.complete ? "" : " (not complete)", static_cast<unsigned long long>(seen.kinds));
  for (const int each : seen.findings) std::printf(" %d", each);
  std::printf("\n");
}

void print_missing(const char* name, const Seen& seen, const Seen& other) {
  for (const std::string& each : seen.outcomes) {
    if (!other.outcomes.contains(each)) std::printf("  only %s: %s", name, each.c_str());
  }
}

void compare(const std::string& interpreter, std::uint64_t seed, Totals& totals) {
  constexpr int deadlock = static_cast<int>(explorer::report::FindingKind::deadlock);
  const std::vector<std::string> program = random_program(seed);
  const Seen all = explore(interpreter, program, StrategyName::everything);
  if (!all.complete) {
    ++totals.too_big;
    return;
  }
  const Seen dpor = explore(interpreter, program, StrategyName::dpor, seed % 10 == 0);
  ++totals.compared;
  totals.executions_all += all.executions;
  totals.executions_dpor += dpor.executions;
  totals.executions_in_forks += dpor.in_forks;
  totals.with_deadlock += all.findings.contains(deadlock) ? 1U : 0U;
  if (dpor.complete && all.same(dpor) && dpor.executions <= all.executions) return;
  ++totals.wrong;
  std::printf("seed %llu:%s\n", static_cast<unsigned long long>(seed), text(program).c_str());
  print("everything", all);
  print("dpor", dpor);
  print_missing("everything", all, dpor);
  print_missing("dpor", dpor, all);
}

int run(const std::string& interpreter, std::uint64_t count, std::uint64_t first) {
  wire::ignore_sigpipe();
  Totals totals;
  for (std::uint64_t seed = first; totals.compared < count; ++seed) {
    if (totals.too_big > count + 10) break;
    compare(interpreter, seed, totals);
  }
  std::printf(
      "%llu programs compared, %llu of them can deadlock, %llu too big, %llu different; "
      "%llu executions of everything, %llu of DPOR, %llu of them in forks as well\n",
      static_cast<unsigned long long>(totals.compared),
      static_cast<unsigned long long>(totals.with_deadlock),
      static_cast<unsigned long long>(totals.too_big),
      static_cast<unsigned long long>(totals.wrong),
      static_cast<unsigned long long>(totals.executions_all),
      static_cast<unsigned long long>(totals.executions_dpor),
      static_cast<unsigned long long>(totals.executions_in_forks));
  return totals.wrong == 0 && totals.compared == count ? 0 : 1;
}

}  // namespace
}  // namespace lockstep::explorer_cases

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: explorer_random INTERPRETER COUNT [FIRST_SEED]\n", stderr);
    return 2;
  }
  try {
    const std::uint64_t first = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
    return lockstep::explorer_cases::run(argv[1], std::strtoull(argv[2], nullptr, 10), first);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "explorer_random: %s\n", error.what());
    return 1;
  }
}
