// What a strategy costs, without the runtime: recorded executions are played to it again.
//
//     bench_strategy [milliseconds for each]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "drive.hpp"
#include "programs.hpp"

namespace {

using namespace lockstep::explorer;
using namespace lockstep::explorer::simulator;
using report::StrategyName;

/// Keeps what a machine did, to be played to a strategy without the machine.
struct Recording {
  std::vector<Step> steps;
  std::vector<Candidate> candidates;
  std::vector<Candidate> blocked;
  End end = End::finished;
};

std::vector<Recording> record(const Program& program, StrategyName name, std::size_t most) {
  std::vector<Recording> all;
  const auto strategy = make_strategy(name);
  Machine machine(program);
  while (all.size() < most && strategy->begin()) {
    const Ran ran = machine.run(*strategy);
    strategy->end(ran.execution);
    const Execution& done = ran.execution;
    all.push_back({{done.steps.begin(), done.steps.end()},
                   {done.candidates.begin(), done.candidates.end()},
                   {done.blocked.begin(), done.blocked.end()},
                   done.end});
  }
  return all;
}

/// Plays the recordings to the same strategy: it chooses the same again. Number of steps.
std::size_t play(const std::vector<Recording>& recordings, Strategy& strategy) {
  std::size_t steps = 0;
  for (const Recording& one : recordings) {
    if (!strategy.begin()) std::abort();
    for (std::size_t at = 0; at < one.steps.size(); ++at) {
      const Step& step = one.steps[at];
      if (!step.decided) continue;
      const std::span<const Candidate> offered(one.candidates.data() + step.first_candidate,
                                               step.candidate_count);
      const std::size_t chosen = strategy.choose(offered, {one.steps.data(), at});
      if (chosen == kAbandon || offered[chosen].choice != step.choice) std::abort();
    }
    strategy.end({one.steps, one.candidates, one.blocked, one.end, false, false});
    steps += one.steps.size();
  }
  return steps;
}

double seconds_since(std::clock_t begun) {
  return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

void measure(const char* what, const Program& program, StrategyName name, std::size_t most,
             std::chrono::milliseconds time) {
  const std::vector<Recording> recordings = record(program, name, most);
  const auto strategy = make_strategy(name);
  std::size_t executions = 0;
  std::size_t steps = 0;
  const std::clock_t begun = std::clock();  // CPU time: other work on the machine does not count
  while (seconds_since(begun) * 1000 < static_cast<double>(time.count())) {
    strategy->restart();
    steps += play(recordings, *strategy);
    executions += recordings.size();
  }
  const double nanoseconds = seconds_since(begun) * 1e9;
  std::printf("%-34s %9.1f ns/execution %7.2f ns/step %7.1f steps, %zu different executions\n",
              what, nanoseconds / static_cast<double>(executions),
              nanoseconds / static_cast<double>(steps),
              static_cast<double>(steps) / static_cast<double>(executions), recordings.size());
}

}  // namespace

int main(int count, char** words) {
  const std::chrono::milliseconds time(count > 1 ? std::atoi(words[1]) : 300);
  measure("dpor, 2 x 5 locked pushes", locked_pushes(2, 5), StrategyName::dpor, 10'000, time);
  measure("dpor, lost update 2 x 3", lost_update(2, 3), StrategyName::dpor, 10'000, time);
  measure("dpor, 6 tasks lock once", each_locks_once(6), StrategyName::dpor, 10'000, time);
  measure("dpor, 2 consumers", consumers(2, true), StrategyName::dpor, 10'000, time);
  measure("dpor, 100 tasks", one_late_task_first(100, 100), StrategyName::dpor, 1'000, time);
  measure("pct, 2 x 5 locked pushes", locked_pushes(2, 5), StrategyName::pct, 1'000, time);
  measure("pct, 100 tasks", one_late_task_first(100, 100), StrategyName::pct, 1'000, time);
  measure("random, 2 x 5 locked pushes", locked_pushes(2, 5), StrategyName::random, 1'000, time);
  measure("bounded, 2 x 5 locked pushes", locked_pushes(2, 5), StrategyName::bounded, 300, time);
  measure("automatic, lost update 3 x 3", lost_update(3, 3), StrategyName::automatic, 5'000, time);
}
