#include <lockstep/explanation/lanes.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "narrator.hpp"
#include "values.hpp"

namespace lockstep::explanation {
namespace {

using report::Event;
using report::FindingKind;

/// Numbers of tasks are small; everything else is the address of something.
std::string thread_of(const Event& event) {
  constexpr std::uint64_t most = 1'000'000;
  return event.object > 0 && event.object < most
             ? thread_name(static_cast<std::uint32_t>(event.object))
             : "a thread";
}

/// What the finding itself says of the same access; it knows more of it.
const Participant* participant_of(const Narrator& narrator, const Event& event) {
  for (const Participant& each : narrator.finding().participants) {
    if (each.task == event.task && each.step == event.step && each.step > 0) return &each;
  }
  return nullptr;
}

/// "counter", without quotes: a column is narrow.
std::string name_of(const Narrator& narrator, const Event& event) {
  const Participant* known = participant_of(narrator, event);
  std::string name = known != nullptr && known->size > 0
                         ? narrator.variable(known->object, known->size)
                         : narrator.only_variable_near(event.object);
  std::erase(name, '`');
  constexpr std::string_view part = "part of ";
  if (name.starts_with(part)) name.erase(0, part.size());
  return name;
}

/// "reads counter = 3"
std::string with_value(const Narrator& narrator, std::string_view verb, const Event& event) {
  const std::string name = name_of(narrator, event);
  const std::string value = shown_value(event.value);
  std::string words(verb);
  if (!name.empty()) words += " " + name;
  if (!value.empty()) words += (name.empty() ? " " : " = ") + value;
  return words;
}

std::string of_lock(const Narrator& narrator, const Event& event) {
  std::string lock = narrator.lock(event.object);
  if (std::erase(lock, '`') > 0) lock.erase(0, lock.find(' ') + 1);
  switch (kind_of(event)) {
    case Kind::lock:
      return event.late ? "gives up on " + lock : "locks " + lock;
    case Kind::try_lock:
      return "tries " + lock;
    case Kind::unlock:
      return "unlocks " + lock;
    case Kind::read_lock:
      return "read-locks " + lock;
    case Kind::try_read_lock:
      return "tries to read-lock " + lock;
    default:
      return "read-unlocks " + lock;
  }
}

std::string of_memory(const Narrator& narrator, const Event& event) {
  switch (kind_of(event)) {
    case Kind::load:
      return with_value(narrator, "loads", event) + (event.older > 0 ? " (older)" : "");
    case Kind::store:
      return with_value(narrator, "stores", event);
    case Kind::update:
      return with_value(narrator, "updates", event);
    case Kind::read:
      return with_value(narrator, "reads", event);
    default:
      return with_value(narrator, "writes", event);
  }
}

std::string of_waiting(const Event& event) {
  switch (kind_of(event)) {
    case Kind::wait_begin:
    case Kind::futex_begin:
      return "waits";
    case Kind::wait_end:
    case Kind::futex_end:
      return event.late ? "goes on, not notified" : "is woken";
    case Kind::notify_one:
      return "notifies one";
    case Kind::notify_all:
      return "notifies all";
    case Kind::futex_wake:
      return "wakes who waits";
    case Kind::acquire:
      return event.late ? "gives up on a token" : "takes a token";
    case Kind::try_acquire:
      return "tries for a token";
    case Kind::release:
      return "gives a token";
    case Kind::arrive:
      return "arrives";
    default:
      return "all have arrived";
  }
}

std::string of_channel(const Narrator& narrator, const Event& event) {
  const std::string channel = narrator.channel(event.object);
  switch (kind_of(event)) {
    case Kind::receive:
      return "reads from " + channel;
    case Kind::send:
      return "writes into " + channel;
    case Kind::close_end:
      return "closes an end of " + channel;
    default:
      return event.late ? "polls for too long" : "polls " + channel;
  }
}

/// Others had initialised it when the task, which had to wait for them, got its turn.
bool finds_it_initialised(const Narrator& narrator, const Event& event) {
  bool ended_before = false;
  for (const Event& other : narrator.finding().events) {
    if (kind_of(other) != Kind::once_end || other.object != event.object) continue;
    ended_before |= other.step < event.step;
    if (other.step > event.step && other.task == event.task) return false;
  }
  return ended_before;
}

std::string of_life(const Narrator& narrator, const Event& event) {
  switch (kind_of(event)) {
    case Kind::start:
      return "starts";
    case Kind::end:
      return "ends";
    case Kind::create:
      return "creates " + thread_of(event);
    case Kind::join:
      return "joins " + thread_of(event);
    case Kind::detach:
      return "detaches " + thread_of(event);
    case Kind::once_begin:
      return finds_it_initialised(narrator, event) ? "finds it initialised"
                                                   : "begins to initialise";
    case Kind::once_end:
      return "has initialised";
    case Kind::fence:
      return "fence";
    case Kind::yield:
      return "yields";
    case Kind::sleep:
      return "sleeps";
    default:
      return "ends the program";
  }
}

/// The value that the access found, where the event itself does not have it.
std::string with_value_found(const Narrator& narrator, const Event& event, std::string words) {
  const Participant* known = participant_of(narrator, event);
  if (known == nullptr || !event.value.empty() || known->value.empty()) return words;
  return words + (known->write ? ", was " : " = ") + shown_value(known->value);
}

std::string words_of(const Narrator& narrator, const Event& event) {
  const Kind kind = kind_of(event);
  if (is_of_lock(kind)) return of_lock(narrator, event);
  if (kind == Kind::load || kind == Kind::store || kind == Kind::update || kind == Kind::read ||
      kind == Kind::write) {
    return with_value_found(narrator, event, of_memory(narrator, event));
  }
  if (kind >= Kind::wait_begin && kind <= Kind::futex_wake) return of_waiting(event);
  if (is_of_channel(kind)) return of_channel(narrator, event);
  return of_life(narrator, event);
}

bool ends_waiting(FindingKind kind) {
  return kind == FindingKind::deadlock || kind == FindingKind::lost_wakeup ||
         kind == FindingKind::livelock || kind == FindingKind::busy_wait;
}

bool is_race(FindingKind kind) {
  return kind == FindingKind::data_race || kind == FindingKind::use_after_free;
}

std::string end_of(const Narrator& narrator, const Participant& each) {
  std::string text = thread_name(each.task) + ": ";
  if (is_race(narrator.finding().kind)) {
    return text + (each.write ? "writes" : "reads") + narrator.at(each.stack) +
           (each.held.empty() ? "" : ", holding " + narrator.held_by(each));
  }
  if (!each.held.empty()) text += "holds " + narrator.held_by(each) + ", ";
  if (is_notification(kind_of(each))) return text + "notified" + narrator.at(each.stack);
  if (ends_waiting(narrator.finding().kind)) return text + narrator.waits(each);
  const std::string at = narrator.at(each.stack);
  return text + (at.empty() ? "is outside of your files" : "is" + at);
}

/// The earlier access of a race may come without its step: then it is the last one of that thread
/// at that place before the other.
void mark_earlier(const report::Finding& finding, std::vector<Row>& rows) {
  if (!is_race(finding.kind)) return;
  for (const Participant& each : finding.participants) {
    if (each.step != 0 || each.stack.empty()) continue;
    Row* last = nullptr;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].racing && rows[i].task != each.task) break;
      const Event& event = finding.events[i];
      if (event.task == each.task && event.kind == each.kind && !event.stack.empty() &&
          event.stack.front() == each.stack.front()) {
        last = &rows[i];
      }
    }
    if (last != nullptr) last->racing = true;
  }
}

/// A thread starts where it was created, which is a line of another one, and ends in no line.
bool has_a_line(Kind kind) {
  return kind != Kind::start && kind != Kind::end && kind != Kind::exit;
}

}  // namespace

std::size_t alike(const std::vector<Row>& rows, std::size_t first) {
  const Row& row = rows[first];
  std::size_t end = first + 1;
  while (end < rows.size() && rows[end].task == row.task && rows[end].words == row.words &&
         rows[end].place == row.place && rows[end].racing == row.racing) {
    ++end;
  }
  return end - first;
}

bool is_at_another_line(const Row& row, const Row* before) {
  if (!row.place.known()) return false;
  return before == nullptr || before->task != row.task || before->place.line != row.place.line ||
         before->place.file != row.place.file;
}

Lanes lanes(const report::Finding& finding, const report::Report& report,
            const Resolved& resolved) {
  const Narrator narrator(finding, report, resolved);
  Lanes result;
  result.threads = explain(finding, report, resolved).threads;
  for (const Event& event : finding.events) {
    const Place place = has_a_line(kind_of(event)) ? narrator.place(event.stack) : Place{};
    result.rows.push_back({event.step, event.task, words_of(narrator, event), place, event.racing,
                           kind_of(event) == Kind::end});
  }
  mark_earlier(finding, result.rows);
  for (const Participant& each : finding.participants) {
    result.end_state.push_back(end_of(narrator, each));
  }
  return result;
}

Replay replay(const report::Report& report, const Resolved& resolved) {
  const report::Finding& finding = report.findings.front();
  Replay result{explain(report, resolved), lanes(finding, report, resolved), 0};
  for (std::size_t i = 0; i < finding.events.size(); ++i) {
    for (const report::Finding& other : report.findings) {
      if (i < other.events.size() && other.events[i].racing) result.lanes.rows[i].racing = true;
    }
    if (finding.events[i].racing) result.failing_step = finding.events[i].step;
  }
  if (result.failing_step == 0 && !finding.events.empty()) {
    result.failing_step = finding.events.back().step;
  }
  return result;
}

}  // namespace lockstep::explanation
