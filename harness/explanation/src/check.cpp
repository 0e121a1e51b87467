#include <lockstep/explanation/check.hpp>

#include <algorithm>
#include <cctype>
#include <string_view>

#include <lockstep/explanation/kinds.hpp>
#include <lockstep/explorer/operation.hpp>

namespace lockstep::explanation {
namespace {

using namespace explorer::report;

constexpr std::uint32_t kMostTasks = 1'000'000;
constexpr std::size_t kMostFindings = 10'000;
constexpr std::size_t kDeepestStack = 1000;
constexpr std::size_t kMostOldReads = 100;
constexpr std::size_t kMostLateWaits = 100;
constexpr std::size_t kMostLooks = 100;
constexpr std::size_t kLongestId = 64;

void require(bool holds, const char* what) {
  if (!holds) throw ImplausibleReport(what);
}

void check_id(std::string_view id) {
  require(id.size() <= kLongestId, "an id is too long");
  require(std::all_of(id.begin(), id.end(),
                      [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; }),
          "an id holds other characters than letters, digits, '-' and '_'");
}

void check_task(std::uint32_t task) { require(task < kMostTasks, "a task's number is too large"); }

void check_kind(KindNumber kind) {
  require(kind <= static_cast<KindNumber>(explorer::Kind::exit),
          "an operation is of no known kind");
}

void check_stack(const std::vector<std::uint64_t>& stack) {
  require(stack.size() <= kDeepestStack, "a stack is too deep");
}

void check_participant(const Participant& each) {
  check_task(each.task);
  check_kind(each.kind);
  check_stack(each.stack);
  for (const Held& held : each.held) check_stack(held.stack);
}

void check_events(const std::vector<Event>& events) {
  std::uint32_t before = 0;
  for (const Event& event : events) {
    check_task(event.task);
    check_kind(event.kind);
    check_stack(event.stack);
    require(event.step >= before, "the steps of a replay do not increase");
    before = event.step;
  }
}

void check_old_reads(const std::vector<OldRead>& reads) {
  require(reads.size() <= kMostOldReads, "there are too many reads of old values");
  for (const OldRead& read : reads) {
    check_task(read.task);
    check_task(read.writer);
    check_stack(read.stack);
    check_stack(read.written_at);
  }
}

void check_late_waits(const std::vector<LateWait>& waits) {
  require(waits.size() <= kMostLateWaits, "there are too many waits that ended late");
  for (const LateWait& wait : waits) {
    check_task(wait.task);
    check_stack(wait.stack);
  }
}

void check_unchecked_waits(const std::vector<UncheckedWait>& waits) {
  require(waits.size() <= kMostLateWaits, "there are too many waits without a second look");
  for (const UncheckedWait& wait : waits) {
    check_task(wait.task);
    check_stack(wait.stack);
    for (const auto* reads : {&wait.before, &wait.after}) {
      require(reads->size() <= kMostLooks, "a wait has too many looks");
      for (const auto& stack : *reads) check_stack(stack);
    }
  }
}

void check_finding(const Finding& finding, const Report& report) {
  check_id(finding.id);
  require(finding.kind <= FindingKind::outcome, "a finding is of no known kind");
  require(finding.first_found <= report.executions, "a finding lies past the last execution");
  require(finding.signal >= 0 && finding.signal <= 64, "a signal's number is out of range");
  for (const Participant& each : finding.participants) check_participant(each);
  for (const Turn& turn : finding.schedule) check_task(turn.task);
  check_old_reads(finding.old_reads);
  check_late_waits(finding.late_waits);
  check_unchecked_waits(finding.unchecked_waits);
  check_events(finding.events);
}

void check_claim(const ClaimMade& claim, const Report& report) {
  require(claim.coverage <= CoverageName::probability, "a claim is of no known kind");
  require(claim.miss_probability >= 0 && claim.miss_probability <= 1,
          "a probability is not between 0 and 1");
  require(claim.classes <= report.executions, "more interleavings claimed than were executed");
}

void check_tasks(const std::vector<Task>& tasks) {
  require(tasks.size() <= kMostTasks, "there are too many tasks");
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    require(i == 0 || tasks[i].creator < i, "a task was created by one that came later");
    check_stack(tasks[i].created_at);
  }
}

}  // namespace

void check(const Report& report, const Request& request) {
  require(report.complete <= report.executions, "more executions are complete than were made");
  require(report.findings.size() <= kMostFindings, "there are too many findings");
  require(report.outcomes.size() <= report.outcome_kinds,
          "more outcomes are told than were counted");
  require(!report.exhausted || report.executions > 0, "exhausted without an execution");
  for (const Finding& finding : report.findings) check_finding(finding, report);
  for (const ClaimMade& claim : report.claims) check_claim(claim, report);
  for (const Outcome& outcome : report.outcomes) {
    check_id(outcome.id);
    require(outcome.count <= report.executions, "an outcome was seen too often");
    check_late_waits(outcome.late_waits);
    check_unchecked_waits(outcome.unchecked_waits);
  }
  check_tasks(report.tasks);
  for (const Finding& finding : report.findings) {
    // Several, where one schedule shows several faults.
    require(request.replay.empty() || finding.id == request.replay,
            "the replay is of another finding");
  }
}

}  // namespace lockstep::explanation
