// GoogleMock matchers on runs. Each states one rule; where it is broken, the matcher reports the
// finding that the student will read, and the GoogleTest assertion fails.
//
// A run that did not end as it should, or whose call threw, breaks every rule but Threw and
// SleepsForEver: what is reported then is how it ended.
#pragma once

#include <functional>
#include <ostream>
#include <utility>

#include <gmock/gmock.h>

#include <lockstep/suite/check.hpp>
#include <lockstep/suite/explore.hpp>
#include <lockstep/suite/run.hpp>

namespace lockstep::suite {

/// A rule about a run: nullopt where it holds, else the finding.
class RunRule {
 public:
  using is_gtest_matcher = void;
  using Judge = std::function<std::optional<verdict::Finding>(const RawRun&)>;

  RunRule(std::string description, Judge judge, bool needs_result = true)
      : description_(std::move(description)),
        judge_(std::move(judge)),
        needs_result_(needs_result) {}

  bool MatchAndExplain(const RawRun& run, std::ostream*) const;
  void DescribeTo(std::ostream* out) const { *out << description_; }
  void DescribeNegationTo(std::ostream* out) const { *out << "not: " << description_; }

 private:
  std::string description_;
  Judge judge_;
  bool needs_result_;
};

/// Every call returned, and the process ended as it should.
[[nodiscard]] RunRule Returned();

/// The call threw std::invalid_argument (or a type derived from it). `what` names the argument in
/// the sentence, for instance "a negative count".
[[nodiscard]] RunRule RefusedAsInvalid(const std::string& what);

/// Exactly so many threads and no child process, all started before the first was joined.
[[nodiscard]] RunRule UsedThreads(std::size_t workers);
[[nodiscard]] RunRule UsedProcesses(std::size_t workers);
/// The two halves of it, for checks that ask for one only.
[[nodiscard]] RunRule StartedThreads(std::size_t workers);
[[nodiscard]] RunRule StartedProcesses(std::size_t workers);
[[nodiscard]] RunRule HadThreadsTogether(std::size_t workers);
[[nodiscard]] RunRule HadProcessesTogether(std::size_t workers);

/// After each call: no zombie, no thread or process still alive, no descriptor, mapping or named
/// object more than before. Meant for with_leftovers_counted().
[[nodiscard]] RunRule LeftNothingBehind();

/// The half of it about threads: each was joined before the call returned.
[[nodiscard]] RunRule JoinedItsThreads();

/// The call does not return; how it waits does not matter. `what` completes "… did not wait".
[[nodiscard]] RunRule WaitsForEver(const std::string& what);

/// Every task slept, waiting for what never comes, without using time: what a blocked call must do.
/// `what` completes "… did not sleep", for instance "get() on an empty queue".
[[nodiscard]] RunRule SleepsForEver(const std::string& what);

/// A rule about an exploration; breaks as well where the recorded run failed, and leaves the check
/// undecided where the explorer could not decide and found nothing.
class ExplorationRule {
 public:
  using is_gtest_matcher = void;
  using Judge = std::function<std::vector<verdict::Finding>(const Exploration&)>;

  ExplorationRule(std::string description, Judge judge)
      : description_(std::move(description)), judge_(std::move(judge)) {}

  bool MatchAndExplain(const Exploration& exploration, std::ostream*) const;
  void DescribeTo(std::ostream* out) const { *out << description_; }
  void DescribeNegationTo(std::ostream* out) const { *out << "not: " << description_; }

 private:
  std::string description_;
  Judge judge_;
};

/// No interleaving brings about a data race, a deadlock, a lost wake-up, a livelock or a crash.
[[nodiscard]] ExplorationRule HasNoFault();

/// Each of `workers` workers wrote one location that all of them share, at least `times` times.
/// Needs Budget::activity.
[[nodiscard]] ExplorationRule WorkedOnOneLocation(std::size_t workers, std::uint64_t times);

/// No worker did all its writes to the shared location in one piece while it kept the others out.
/// Needs Budget::activity.
[[nodiscard]] ExplorationRule LetOthersInBetween();

/// `opinion` of every value that the run's calls returned; a complaint becomes the finding.
template <class Result>
class ValueRule {
 public:
  using is_gtest_matcher = void;
  using Judge = std::function<Opinion(const Run<Result>&, std::size_t)>;

  explicit ValueRule(Judge judge) : judge_(std::move(judge)) {}

  [[nodiscard]] std::optional<verdict::Finding> complaint(const Run<Result>& run) const {
    if (run.failure) return run.failure;
    for (std::size_t i = 0; i < run.values.size(); ++i) {
      if (const Opinion opinion = judge_(run, i)) {
        return verdict::Finding{opinion->word, run.call + ": " + opinion->message, {}, {}};
      }
    }
    return std::nullopt;
  }

  bool MatchAndExplain(const Run<Result>& run, std::ostream*) const {
    if (const auto finding = complaint(run)) {
      report(*finding);
      return false;
    }
    return !run.values.empty();
  }
  void DescribeTo(std::ostream* out) const { *out << "returns the right value"; }
  void DescribeNegationTo(std::ostream* out) const { *out << "returns a wrong value"; }

 private:
  Judge judge_;
};

/// Gives<Summation>([&](const Summation& value) -> Opinion { … })
template <class Result, class Judge>
[[nodiscard]] ValueRule<Result> Gives(Judge judge) {
  return ValueRule<Result>(
      [judge](const Run<Result>& run, std::size_t i) -> Opinion { return judge(run.values[i]); });
}

/// The same, with the facts of the call that returned the value.
template <class Result, class Judge>
[[nodiscard]] ValueRule<Result> GivesInItsRun(Judge judge) {
  return ValueRule<Result>([judge](const Run<Result>& run, std::size_t i) -> Opinion {
    return judge(run.values[i], run.outcomes[i]);
  });
}

/// What `judge` says of the first outcome that is not as it should be; where an update was lost,
/// who overwrote whose.
[[nodiscard]] std::vector<verdict::Finding> wrong_outcomes(
    const Exploration& exploration,
    const std::function<std::optional<verdict::Finding>(const RawRun&)>& judge);

/// No fault, and under every interleaving a value that `rule` accepts:
/// Always(Gives<Summation>(…)).
template <class Result>
[[nodiscard]] ExplorationRule Always(const ValueRule<Result>& rule) {
  return {"gives the right value under every interleaving", [rule](const Exploration& exploration) {
            if (!exploration.faults.empty()) return exploration.faults;
            return wrong_outcomes(exploration, [&](const RawRun& run) {
              return rule.complaint(decoded<Result>(run));
            });
          }};
}

/// Equals `expected`; the complaint shows both.
template <class Result>
[[nodiscard]] ValueRule<Result> GivesExactly(Result expected) {
  return Gives<Result>([expected](const Result& value) -> Opinion {
    if (value == expected) return std::nullopt;
    return Complaint{verdict::Word::wrong_result,
                     "returned " + show(value) + "; expected " + show(expected) + "."};
  });
}

}  // namespace lockstep::suite
