// How much looking changes what ex2 measures: the ratio of the times that processes and threads
// take to be created, with the observation of its timed run, without any, and with every start and
// end notified. In turns, so that all of them meet the same noise.
//
//   bench_distortion [rounds] [workers]
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <lockstep/sandbox/sandbox.hpp>

namespace {

using namespace lockstep;

struct Way {
  const char* name;
  sandbox::Program program;
  std::vector<double> ratios;
  std::vector<double> threads;
  std::vector<double> processes;
};

sandbox::Program creations(int workers) {
  sandbox::Program program;
  program.argv = {"/lockstep/program", std::to_string(workers)};
  program.mounts = {{CREATION_PROBE, "/lockstep/program"}};
  return program;
}

void measure(Way& way, sandbox::Sandbox& box, int workers) {
  const sandbox::Facts facts = box.run(way.program, {});
  double threads = 0;
  double processes = 0;
  std::istringstream(facts.output) >> threads >> processes;
  // The counter's part: the tasks were really there.
  if (!facts.ending.clean() || facts.tasks_ever != 1 + 2 * static_cast<unsigned>(workers)) {
    fmt::print(stderr, "{}: ended with {}, {} tasks seen\n", way.name,
               sandbox::name_of(facts.ending.cause), facts.tasks_ever);
    std::exit(1);
  }
  way.ratios.push_back(processes / threads);
  way.threads.push_back(threads / workers / 1000);
  way.processes.push_back(processes / workers / 1000);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// A way's ratio against the one of the same round without observation.
double distortion(const Way& way, const Way& plain) {
  std::vector<double> changes;
  for (std::size_t i = 0; i < way.ratios.size(); ++i) {
    changes.push_back(way.ratios[i] / plain.ratios[i] - 1);
  }
  return 100 * median(changes);
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 250;
  const int workers = argc > 2 ? std::clamp(std::atoi(argv[2]), 1, 60) : 50;
  sandbox::Sandbox box(LOCKSTEP_LAUNCHER);
  std::vector<Way> ways{{"none", creations(workers), {}, {}, {}},
                        {"timed run", creations(workers), {}, {}, {}},
                        {"none again", creations(workers), {}, {}, {}},
                        {"notified", creations(workers), {}, {}, {}}};
  // As a suite runs it: looked at every 5 ms, also for whether it is stuck. (`none` is looked at
  // every 20 ms, as a compiler is.)
  ways[1].program.conversation = true;
  ways[1].program.detect_stuck = true;
  ways[3].program.observe.tasks = true;
  for (Way& way : ways) measure(way, box, workers);  // warm
  for (Way& way : ways) way = {way.name, way.program, {}, {}, {}};
  for (int i = 0; i < rounds; ++i) {
    // Each goes first, last and after each other: what a run leaves in the caches meets all.
    std::vector<std::size_t> order{0, 1, 2, 3};
    std::rotate(order.begin(), order.begin() + i % 4, order.end());
    if (i / 4 % 2 == 1) std::reverse(order.begin(), order.end());
    for (const std::size_t at : order) measure(ways[at], box, workers);
  }
  fmt::print("sandbox at step {}, {} rounds of {} threads and {} processes, medians\n",
             sandbox::letter(box.step()), rounds, workers, workers);
  for (const Way& way : ways) {
    fmt::print(
        "  {:<11} thread {:7.1f} us   process {:7.1f} us   ratio {:6.3f}   change {:+6.2f} %\n",
        way.name, median(way.threads), median(way.processes), median(way.ratios),
        distortion(way, ways[0]));
  }
  const double found = std::abs(distortion(ways[1], ways[0]));
  fmt::print("the timed run's observation changes the ratio by {:.2f} % ({} 2 %)\n", found,
             found < 2 ? "below" : "NOT below");
  return found < 2 ? 0 : 1;
}
