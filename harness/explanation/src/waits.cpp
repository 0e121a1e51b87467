// Waits that ended although nobody had notified: a spurious wake-up, or a time limit. Few believe
// that it happens, so the finding says where. And waits that were notified when the condition may
// have been false again.
#include <lockstep/explanation/waits.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "narrator.hpp"

namespace lockstep::explanation {
namespace {

using report::LateWait;
using report::UncheckedWait;

constexpr std::string_view kAdvice =
    "Wait in a loop that looks at the condition again: while (!ready) cv.wait(lock), or "
    "cv.wait(lock, [&] { return ready; }). An `if` looks only once.";

constexpr std::string_view kNotified =
    "That a wait was notified does not mean that its condition holds: another thread may have been "
    "faster, or the notification was for what is gone by now. ";

/// The last one of this kind, which is the nearest to what went wrong.
const LateWait* last_of(const std::vector<LateWait>& waits, bool timed) {
  const auto found = std::find_if(waits.rbegin(), waits.rend(),
                                  [&](const LateWait& each) { return each.timed == timed; });
  return found == waits.rend() ? nullptr : &*found;
}

Place place_of_wait(const LateWait& wait, const Resolved& resolved) {
  Place place = place_of(wait.stack, resolved);
  place.role = thread_name(wait.task) +
               (wait.timed ? " ran out of time here" : " went on here, though nobody had notified");
  return place;
}

std::string spurious(const LateWait* wait, const Place& place) {
  const std::string which =
      place.known() ? fmt::format("the wait of {} at {} returns although nobody has notified",
                                  thread_name(wait->task), place.where())
                    : std::string("a wait may return although nobody has notified");
  return " It needs a spurious wake-up: " + which + (place.known() ? ", which is allowed" : "") +
         ", so the condition must be looked at again.";
}

std::string out_of_time(const LateWait* wait, const Place& place) {
  return " It needs a timed wait that runs out of time" +
         (place.known() ? fmt::format(" ({} at {})", thread_name(wait->task), place.where())
                        : std::string()) +
         ", which may happen at any moment.";
}

std::set<std::string> lines_of(const std::vector<std::vector<std::uint64_t>>& stacks,
                               const Resolved& resolved) {
  std::set<std::string> lines;
  for (const auto& stack : stacks) {
    const Place place = place_of(stack, resolved);
    if (place.known()) lines.insert(place.where());
  }
  return lines;
}

bool looked_again(const UncheckedWait& wait, const Resolved& resolved) {
  const std::set<std::string> before = lines_of(wait.before, resolved);
  const std::set<std::string> after = lines_of(wait.after, resolved);
  return before.empty() || std::any_of(after.begin(), after.end(), [&](const std::string& line) {
           return before.count(line) != 0;
         });
}

}  // namespace

Waits explain_late_waits(bool is_spurious, bool timed_out, const std::vector<LateWait>& waits,
                         const Resolved& resolved) {
  Waits told;
  for (const bool timed : {false, true}) {
    if (!(timed ? timed_out : is_spurious)) continue;
    const LateWait* wait = last_of(waits, timed);
    const Place place = wait != nullptr ? place_of_wait(*wait, resolved) : Place{};
    told.message += timed ? out_of_time(wait, place) : spurious(wait, place);
    if (place.known()) told.places.push_back(place);
  }
  if (is_spurious) told.advice = kAdvice;
  return told;
}

Waits explain_unchecked_waits(const std::vector<UncheckedWait>& waits,
                              const std::function<bool(const UncheckedWait&)>& concerns,
                              const Resolved& resolved) {
  const auto found = std::find_if(waits.rbegin(), waits.rend(), [&](const UncheckedWait& wait) {
    return concerns(wait) && !looked_again(wait, resolved);
  });
  if (found == waits.rend()) return {};
  Place place = place_of(found->stack, resolved);
  if (!place.known()) return {};
  const std::string who = thread_name(found->task);
  place.role = who + " went on here, without looking again";
  return {fmt::format(" Before that {} went on from its wait at {} without looking again at what it "
                      "had waited for.",
                      who, place.where()),
          std::string(kNotified) + std::string(kAdvice),
          {place}};
}

}  // namespace lockstep::explanation
