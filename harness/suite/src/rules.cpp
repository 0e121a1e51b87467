// Rules about exceptions, leftovers, sleeping and races.
#include <lockstep/suite/matchers.hpp>

#include <algorithm>
#include <iterator>

#include <lockstep/verdict/printable.hpp>

#include "state.hpp"

namespace lockstep::suite {

namespace {

using sandbox::Inventory;
using verdict::Finding;
using verdict::Word;

/// What `after` holds more than `before`; both sorted.
std::vector<std::string> added(const std::vector<std::string>& before,
                               const std::vector<std::string>& after) {
  std::vector<std::string> more;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(more));
  return more;
}

/// "pipe:[4711]" is "a pipe"; names in /tmp are often random. What is shown is the same every time.
std::string kind_of(const std::string& thing) {
  if (thing.starts_with("pipe:")) return "a pipe";
  if (thing.starts_with("socket:")) return "a socket";
  if (thing.starts_with("/memfd:") || thing.starts_with("anon_inode:")) return "an anonymous file";
  if (thing.find("/tmp/") != std::string::npos) return "a temporary file";
  std::string name;
  for (const char c : thing) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) name += c;
    if (digit && !name.ends_with('#')) name += '#';
  }
  return name;
}

std::string first_of(const std::vector<std::string>& things) {
  return kind_of(things.front()) + (things.size() > 1 ? " and more" : "");
}

std::optional<Finding> threads_left(const RawRun& run, const Inventory& after) {
  if (after.threads == 0) return std::nullopt;
  return Finding{Word::unjoined_thread,
                 run.call + " returned while a thread that it had started still ran.",
                 "Join every thread before you return: that it has said to be done does not mean "
                 "that it has ended.",
                 {}};
}

/// Whether a child that nobody waits for has ended by now is a matter of timing; how many threads
/// still run is one, too. Neither is said.
std::optional<Finding> tasks_left(const RawRun& run, const Inventory& after) {
  if (after.zombies + after.processes > 0) {
    return Finding{Word::zombie,
                   run.call +
                       " returned without having waited for every child "
                       "process that it started.",
                   "Every fork needs its waitpid, before you return.",
                   {}};
  }
  return threads_left(run, after);
}

std::optional<Finding> objects_left(const RawRun& run, const Inventory& before,
                                    const Inventory& after) {
  if (const auto fds = added(before.descriptors, after.descriptors); !fds.empty()) {
    return Finding{Word::descriptor_leak,
                   run.call + " left open: " + first_of(fds) + ".",
                   "Close both ends of every pipe and every file, on every path out.",
                   {}};
  }
  if (const auto names = added(before.named_objects, after.named_objects); !names.empty()) {
    return Finding{Word::named_object_leak,
                   run.call + " left behind: " + first_of(names) + ".",
                   "What has a name outlives the process: unlink or remove it.",
                   {}};
  }
  if (const auto maps = added(before.shared_mappings, after.shared_mappings); !maps.empty()) {
    return Finding{Word::memory_leak,
                   run.call + " left shared memory mapped: " + first_of(maps) + ".",
                   "Every mmap needs its munmap, every shmat its shmdt.",
                   {}};
  }
  return std::nullopt;
}

/// Caches of the C library fill up during the first calls; what grows at every later call as well
/// is a leak.
std::optional<Finding> growth(const RawRun& run) {
  if (run.outcomes.size() < 3) return std::nullopt;
  std::uint64_t least = ~std::uint64_t{0};
  for (std::size_t i = 1; i < run.outcomes.size(); ++i) {
    const std::uint64_t before = run.outcomes[i - 1].after.mapped_bytes;
    const std::uint64_t after = run.outcomes[i].after.mapped_bytes;
    if (after <= before) return std::nullopt;
    least = std::min(least, after - before);
  }
  // What the C library maps for a thread in the sandbox: the stack and its guard page.
  constexpr std::uint64_t kStack = sandbox::kStackBytes + 4096;
  const std::uint32_t threads = run.outcomes.back().tasks.threads.count;
  if (threads > 0 && least % kStack == 0) {
    return Finding{Word::unjoined_thread,
                   run.call +
                       ": every call leaves the stack of a thread behind that was never "
                       "joined.",
                   "Join every thread that you start.",
                   {}};
  }
  return Finding{Word::memory_leak,
                 run.call + ": every call leaves more memory mapped.",
                 "Every mmap needs its munmap.",
                 {}};
}

std::optional<Finding> leftovers(const RawRun& run) {
  for (const RawOutcome& outcome : run.outcomes) {
    if (auto finding = tasks_left(run, outcome.after)) return finding;
    if (auto finding = objects_left(run, run.before, outcome.after)) return finding;
  }
  return growth(run);
}

std::optional<Finding> unjoined(const RawRun& run) {
  for (const RawOutcome& outcome : run.outcomes) {
    if (auto finding = threads_left(run, outcome.after)) return finding;
  }
  auto finding = growth(run);
  if (finding && finding->word != Word::unjoined_thread) finding.reset();
  return finding;
}

std::optional<Finding> refusal(const RawRun& run, const std::string& what) {
  if (run.outcomes.empty() || !run.outcomes[0].response) return failure_of(run);
  const auto& response = run.outcomes[0].response;
  if (response->kind == wire::Response::Kind::returned) {
    return Finding{Word::invalid_argument_accepted,
                   run.call + " returned, although " + what + " is not a valid argument.",
                   "Check the arguments before anything is started, and throw "
                   "std::invalid_argument.",
                   {}};
  }
  if (response->kind != wire::Response::Kind::threw) return failure_of(run);
  if (response->exception_type == "std::invalid_argument") return std::nullopt;
  return Finding{Word::wrong_result,
                 run.call + " threw " + verdict::printable(response->exception_type) + "; for " +
                     what + " it should be std::invalid_argument.",
                 {},
                 {}};
}

std::optional<Finding> waiting(const RawRun& run, const std::string& what) {
  using sandbox::Cause;
  const Cause cause = run.facts.ending.cause;
  if (cause == Cause::stuck || cause == Cause::wall_limit || cause == Cause::cpu_limit) {
    return std::nullopt;
  }
  if (auto failure = failure_of(run)) return failure;
  return Finding{Word::wrong_result, what + " did not wait.", {}, {}};
}

std::optional<Finding> sleeping(const RawRun& run, const std::string& what) {
  using sandbox::Cause;
  switch (run.facts.ending.cause) {
    case Cause::stuck:
      return std::nullopt;
    case Cause::wall_limit:
    case Cause::cpu_limit:
      return Finding{Word::busy_wait,
                     what + " did not sleep: the thread kept waking up to look.",
                     "A condition variable or a semaphore wakes a waiter when there is something "
                     "to do; until then it costs nothing.",
                     {}};
    default:
      break;
  }
  return waiting(run, what);
}

}  // namespace

RunRule RefusedAsInvalid(const std::string& what) {
  return RunRule(
      "was refused as invalid", [what](const RawRun& run) { return refusal(run, what); }, false);
}

RunRule LeftNothingBehind() { return RunRule("left nothing behind", leftovers); }

RunRule JoinedItsThreads() { return RunRule("joined its threads", unjoined); }

RunRule WaitsForEver(const std::string& what) {
  return RunRule(
      "waits", [what](const RawRun& run) { return waiting(run, what); }, false);
}

RunRule SleepsForEver(const std::string& what) {
  return RunRule(
      "sleeps", [what](const RawRun& run) { return sleeping(run, what); }, false);
}

bool ExplorationRule::MatchAndExplain(const Exploration& exploration, std::ostream*) const {
  report_exploration(exploration.interleavings, exploration.exhausted);
  // What the rule finds first: a race is often the reason why the run failed.
  const std::vector<Finding> findings = judge_(exploration);
  for (const Finding& finding : findings) report(finding);
  if (exploration.failure) report(*exploration.failure);
  const bool undecided = exploration.faults.empty() && !exploration.undecided.empty();
  if (undecided) note_undecided(exploration.call + ": " + exploration.undecided.front());
  return findings.empty() && !exploration.failure && !undecided;
}

ExplorationRule HasNoFault() {
  return {"behaves under every interleaving",
          [](const Exploration& exploration) { return exploration.faults; }};
}

/// With what came of it.
std::vector<Finding> lost_updates(const Exploration& exploration, const std::string& complaint) {
  std::vector<Finding> findings = exploration.lost_updates;
  for (Finding& finding : findings) finding.message = complaint + " " + finding.message;
  return findings;
}

std::vector<Finding> wrong_outcomes(
    const Exploration& exploration,
    const std::function<std::optional<Finding>(const RawRun&)>& judge) {
  for (const ExploredOutcome& outcome : exploration.outcomes) {
    RawRun run;
    run.call = exploration.call;
    run.outcomes.emplace_back().response = outcome.response;
    std::optional<Finding> finding = failure_of(run);
    if (!finding) finding = judge(run);
    if (!finding) continue;
    if (!exploration.lost_updates.empty() && outcome.needs.empty()) {
      return lost_updates(exploration, finding->message);
    }
    if (exploration.outcomes.size() > 1)
      finding->message += " Other interleavings gave other values.";
    finding->message += outcome.needs + outcome.history;
    if (!outcome.advice.empty()) finding->advice = outcome.advice;
    finding->places.insert(finding->places.end(), outcome.places.begin(), outcome.places.end());
    finding->replay = outcome.replay;
    return {std::move(*finding)};
  }
  return {};
}

}  // namespace lockstep::suite
