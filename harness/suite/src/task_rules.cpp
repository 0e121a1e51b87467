// Rules about threads and processes: how many there were, and whether all were started before the
// first was waited for. Facts that the kernel saw.
#include <lockstep/suite/matchers.hpp>

namespace lockstep::suite {

namespace {

using sandbox::Started;
using sandbox::Tasks;
using verdict::Finding;
using verdict::Word;

struct Kind {
  const char* one;
  const char* many;
  const char* joined;  // what is done to it in the end
  Word none;
  Word extra;
};

constexpr Kind kThread{"thread", "threads", "joined", Word::no_threads, Word::extra_threads};
constexpr Kind kProcess{"child process", "child processes", "waited for", Word::no_processes,
                        Word::extra_processes};

std::string count(std::size_t number, const Kind& kind) {
  if (number == 0) return std::string("no ") + kind.one;
  return std::to_string(number) + " " + (number == 1 ? kind.one : kind.many);
}

std::optional<Finding> wrong_number(const RawRun& run, const Started& started, std::size_t wanted,
                                    const Kind& kind) {
  if (started.count == wanted) return std::nullopt;
  const Word word = started.count < wanted ? kind.none : kind.extra;
  return Finding{word,
                 run.call + " started " + count(started.count, kind) + "; " + count(wanted, kind) +
                     " should have been started.",
                 {},
                 {}};
}

std::optional<Finding> wrong_kind(const RawRun& run, const Started& other, const Kind& kind,
                                  const Kind& wanted) {
  if (other.count == 0) return std::nullopt;
  return Finding{kind.extra,
                 run.call + " started " + count(other.count, kind) + ". This version " +
                     "works with " + wanted.many + " only.",
                 {},
                 {}};
}

std::optional<Finding> one_by_one(const RawRun& run, const Started& started, std::size_t wanted,
                                  const Kind& kind) {
  if (started.count == 0 || started.most_alive >= wanted) return std::nullopt;
  return Finding{Word::not_concurrent,
                 run.call + ": a " + kind.one + " was " + kind.joined +
                     " before the last one had been started. At most " +
                     std::to_string(started.most_alive) + " of " + std::to_string(wanted) +
                     " could be alive together.",
                 std::string("Start all workers in one loop; wait for them in a second one."),
                 {}};
}

/// The child goes on as a second caller, or does what only the caller should do at its end.
std::optional<Finding> wrong_way_out(const RawRun& run) {
  for (const RawOutcome& outcome : run.outcomes) {
    if (!outcome.response) continue;
    const char* did =
        outcome.response->child_returned ? "came back from the function, as if it were "
                                           "the caller"
        : outcome.response->child_exited
            ? "ended with exit(), which also does what the caller has left for its own "
              "end"
            : nullptr;
    if (did == nullptr) continue;
    return Finding{Word::extra_processes,
                   run.call + ": a child process " + did + ". A child ends with _exit.",
                   std::string("After fork() the child does its work and calls _exit, on every way "
                               "out; an exception is one, too."),
                   {}};
  }
  return std::nullopt;
}

using Pick = Started Tasks::*;

std::optional<Finding> number_rule(const RawRun& run, std::size_t workers, Pick pick,
                                   const Kind& kind) {
  for (const RawOutcome& outcome : run.outcomes) {
    if (auto finding = wrong_number(run, outcome.tasks.*pick, workers, kind)) return finding;
  }
  return std::nullopt;
}

std::optional<Finding> together_rule(const RawRun& run, std::size_t workers, Pick pick,
                                     const Kind& kind) {
  for (const RawOutcome& outcome : run.outcomes) {
    if (auto finding = one_by_one(run, outcome.tasks.*pick, workers, kind)) return finding;
  }
  return std::nullopt;
}

/// Where no worker of the right kind was started at all, that is the fault, and what was started
/// instead belongs into its sentence.
std::optional<Finding> none_but(const RawRun& run, const Tasks& tasks, std::size_t workers,
                                Pick pick, const Kind& kind, Pick other, const Kind& other_kind) {
  const std::uint32_t others = (tasks.*other).count;
  if (workers == 0 || (tasks.*pick).count != 0 || others == 0) return std::nullopt;
  return Finding{kind.none,
                 run.call + " started " + count(0, kind) + " but " + count(others, other_kind) +
                     ". This version works with " + kind.many + ".",
                 {},
                 {}};
}

std::optional<Finding> version_rule(const RawRun& run, std::size_t workers, Pick pick,
                                    const Kind& kind, Pick other, const Kind& other_kind) {
  for (const RawOutcome& outcome : run.outcomes) {
    const Tasks& tasks = outcome.tasks;
    if (auto finding = none_but(run, tasks, workers, pick, kind, other, other_kind)) return finding;
    if (auto finding = wrong_kind(run, tasks.*other, other_kind, kind)) return finding;
  }
  if (auto finding = number_rule(run, workers, pick, kind)) return finding;
  return together_rule(run, workers, pick, kind);
}

}  // namespace

bool RunRule::MatchAndExplain(const RawRun& run, std::ostream*) const {
  if (needs_result_) {
    if (auto failure = failure_of(run)) {
      report(*failure);
      return false;
    }
  }
  const auto finding = judge_(run);
  if (finding) report(*finding);
  return !finding;
}

RunRule Returned() {
  return RunRule("returned", [](const RawRun&) { return std::optional<Finding>{}; });
}

RunRule UsedThreads(std::size_t workers) {
  return RunRule("used " + std::to_string(workers) + " threads", [workers](const RawRun& run) {
    return version_rule(run, workers, &Tasks::threads, kThread, &Tasks::processes, kProcess);
  });
}

RunRule UsedProcesses(std::size_t workers) {
  return RunRule("used " + std::to_string(workers) + " processes", [workers](const RawRun& run) {
    auto finding =
        version_rule(run, workers, &Tasks::processes, kProcess, &Tasks::threads, kThread);
    return finding ? finding : wrong_way_out(run);
  });
}

RunRule StartedThreads(std::size_t workers) {
  return RunRule("started " + std::to_string(workers) + " threads", [workers](const RawRun& run) {
    return number_rule(run, workers, &Tasks::threads, kThread);
  });
}

RunRule StartedProcesses(std::size_t workers) {
  return RunRule("started " + std::to_string(workers) + " processes", [workers](const RawRun& run) {
    auto finding = number_rule(run, workers, &Tasks::processes, kProcess);
    return finding ? finding : wrong_way_out(run);
  });
}

RunRule HadThreadsTogether(std::size_t workers) {
  return RunRule("had all threads alive together", [workers](const RawRun& run) {
    return together_rule(run, workers, &Tasks::threads, kThread);
  });
}

RunRule HadProcessesTogether(std::size_t workers) {
  return RunRule("had all processes alive together", [workers](const RawRun& run) {
    return together_rule(run, workers, &Tasks::processes, kProcess);
  });
}

}  // namespace lockstep::suite
