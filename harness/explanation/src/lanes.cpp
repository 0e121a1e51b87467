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

std::string with_value(std::string_view verb, const Event& event) {
  const std::string value = shown_value(event.value);
  return value.empty() ? std::string(verb) : fmt::format("{} {}", verb, value);
}

std::string of_lock(const Narrator& narrator, const Event& event) {
  const std::string lock = narrator.lock(event.object);
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

std::string of_memory(const Event& event) {
  switch (kind_of(event)) {
    case Kind::load:
      return with_value("loads", event);
    case Kind::store:
      return with_value("stores", event);
    case Kind::update:
      return with_value("updates", event);
    case Kind::read:
      return with_value("reads", event);
    default:
      return with_value("writes", event);
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

std::string of_life(const Event& event) {
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
      return "begins to initialise";
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

std::string words_of(const Narrator& narrator, const Event& event) {
  const Kind kind = kind_of(event);
  if (is_of_lock(kind)) return of_lock(narrator, event);
  if (kind == Kind::load || kind == Kind::store || kind == Kind::update || kind == Kind::read ||
      kind == Kind::write) {
    return of_memory(event);
  }
  if (kind >= Kind::wait_begin && kind <= Kind::futex_wake) return of_waiting(event);
  return of_life(event);
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
    return fmt::format("{}{}{}, holding {}", text, each.write ? "writes" : "reads",
                       narrator.at(each.stack), narrator.held_by(each));
  }
  if (!each.held.empty()) text += "holds " + narrator.held_by(each) + ", ";
  if (is_notification(kind_of(each))) return text + "notified" + narrator.at(each.stack);
  if (ends_waiting(narrator.finding().kind)) return text + narrator.waits(each);
  const std::string at = narrator.at(each.stack);
  return text + (at.empty() ? "is outside of your files" : "is" + at);
}

}  // namespace

Lanes lanes(const report::Finding& finding, const report::Report& report,
            const Resolved& resolved) {
  const Narrator narrator(finding, report, resolved);
  Lanes result;
  result.threads = explain(finding, report, resolved).threads;
  for (const Event& event : finding.events) {
    result.rows.push_back({event.step, event.task, words_of(narrator, event),
                           narrator.place(event.stack), event.racing});
  }
  for (const Participant& each : finding.participants) {
    result.end_state.push_back(end_of(narrator, each));
  }
  return result;
}

}  // namespace lockstep::explanation
