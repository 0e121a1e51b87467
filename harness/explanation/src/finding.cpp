#include <lockstep/explanation/finding.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <lockstep/explanation/kinds.hpp>
#include <lockstep/explanation/waits.hpp>

#include "narrator.hpp"

namespace lockstep::explanation {
namespace {

using report::FindingKind;

Story story_of(const Narrator& narrator) {
  switch (narrator.finding().kind) {
    case FindingKind::data_race:
    case FindingKind::use_after_free:
      return story_of_race(narrator);
    case FindingKind::use_after_return:
      return story_of_returned(narrator);
    case FindingKind::deadlock:
      return story_of_deadlock(narrator);
    case FindingKind::lost_wakeup:
      return story_of_lost_wakeup(narrator);
    case FindingKind::livelock:
    case FindingKind::busy_wait:
    case FindingKind::hang:
      return story_of_circles(narrator);
    case FindingKind::lost_update:
      return story_of_lost_update(narrator);
    case FindingKind::crash:
    case FindingKind::uncaught_exception:
    case FindingKind::exit_status:
      return story_of_ending(narrator);
    case FindingKind::outcome: {
      Story story;
      story.message = "follow the steps: they give the result that is wrong.";
      return story;
    }
    default:
      return story_of_misuse(narrator);
  }
}

std::vector<Thread> threads_of(const Narrator& narrator) {
  std::set<std::uint32_t> tasks;
  for (const Participant& each : narrator.finding().participants) tasks.insert(each.task);
  for (const report::Event& each : narrator.finding().events) tasks.insert(each.task);
  std::vector<Thread> threads;
  for (const std::uint32_t task : tasks) {
    Thread thread{task, thread_name(task), {}, {}};
    if (task < narrator.report().tasks.size()) {
      const report::Task& known = narrator.report().tasks[task];
      const Place start = narrator.place({known.function});
      thread.function = start.function;
      if (task > 0) {
        thread.created =
            narrator.place(known.created_at, "created by " + thread_name(known.creator));
      }
    }
    threads.push_back(std::move(thread));
  }
  return threads;
}

/// Places that are known, each once.
std::vector<Place> tidied(std::vector<Place> places) {
  std::vector<Place> result;
  for (Place& place : places) {
    if (!place.known() || std::find(result.begin(), result.end(), place) != result.end()) continue;
    result.push_back(std::move(place));
  }
  return result;
}

/// `++c` reads and writes: what is told of two lines is told once, by what was found first.
bool tells_the_same(const Explanation& a, const Explanation& b) {
  if (a.kind != b.kind || a.places.empty() || a.places.size() != b.places.size()) return false;
  const auto sorted = [](const Explanation& each) {
    std::vector<std::string> lines;
    for (const Place& place : each.places) lines.push_back(place.where());
    std::sort(lines.begin(), lines.end());
    return lines;
  };
  return sorted(a) == sorted(b);
}

/// Where the program noticed what a wait that was not repeated had led to, the usual advice is of
/// no use.
bool shows_in_the_end(FindingKind kind) {
  return kind == FindingKind::crash || kind == FindingKind::uncaught_exception ||
         kind == FindingKind::exit_status || kind == FindingKind::outcome;
}

/// What was taken although it was not there is garbage, and garbage leads anywhere: who takes part in
/// a race may have got there by it.
bool may_come_of(const report::UncheckedWait& wait, const report::Finding& finding) {
  const auto later = [&](const auto& each) { return each.step == 0 || each.step >= wait.step; };
  const auto& all = finding.participants;
  if (shows_in_the_end(finding.kind)) return all.empty() || std::any_of(all.begin(), all.end(), later);
  const bool memory = finding.kind == FindingKind::data_race ||
                      finding.kind == FindingKind::use_after_free ||
                      finding.kind == FindingKind::invalid_free;
  return memory && std::any_of(all.begin(), all.end(), [&](const auto& each) {
           return each.task == wait.task && later(each);
         });
}

Waits waits_of(const report::Finding& finding, const Resolved& resolved) {
  Waits late =
      explain_late_waits(finding.spurious, finding.timed_out, finding.late_waits, resolved);
  if (!late.message.empty()) {
    if (!shows_in_the_end(finding.kind)) late.advice.clear();
    return late;
  }
  return explain_unchecked_waits(
      finding.unchecked_waits,
      [&](const report::UncheckedWait& wait) { return may_come_of(wait, finding); }, resolved);
}

}  // namespace

Explanation explain(const report::Finding& finding, const report::Report& report,
                    const Resolved& resolved) {
  const Narrator narrator(finding, report, resolved);
  Story story = story_of(narrator);
  Explanation result;
  result.kind = finding.kind;
  result.headline = story.headline.empty() ? std::string(phrase(finding.kind)) : story.headline;
  const Story old_reads = story_of_old_reads(narrator);
  story.places.insert(story.places.end(), old_reads.places.begin(), old_reads.places.end());
  const Waits waits = waits_of(finding, resolved);
  story.places.insert(story.places.end(), waits.places.begin(), waits.places.end());
  if (!waits.advice.empty()) story.advice = waits.advice;
  std::string more = waits.message + old_reads.message;
  const bool quoted = story.message.find('\n') != std::string::npos;  // it ends with a quotation
  if (quoted && !more.empty()) more.front() = '\n';
  result.message = story.message + more;
  result.advice = story.advice.empty() ? std::string(advice(finding.kind)) : story.advice;
  result.places = tidied(std::move(story.places));
  result.threads = threads_of(narrator);
  result.replay = finding.id;
  result.first_found = finding.first_found;
  result.preemptions = finding.preemptions;
  return result;
}

std::vector<Explanation> explain(const report::Report& report, const Resolved& resolved) {
  std::vector<Explanation> all;
  for (const report::Finding& finding : report.findings) {
    Explanation next = explain(finding, report, resolved);
    const auto same = [&](const Explanation& other) { return tells_the_same(other, next); };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(next));
  }
  std::stable_sort(all.begin(), all.end(), [](const Explanation& a, const Explanation& b) {
    return verdict::gravity(word(a.kind)) > verdict::gravity(word(b.kind));
  });
  return all;
}

verdict::Finding to_verdict(const Explanation& explanation) {
  verdict::Finding finding{
      word(explanation.kind), explanation.message, explanation.advice, {}, explanation.replay};
  for (const Place& place : explanation.places) finding.places.push_back(to_verdict(place));
  return finding;
}

}  // namespace lockstep::explanation
