// What is told of findings other than races and deadlocks.
#include <csignal>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "narrator.hpp"
#include "values.hpp"

namespace lockstep::explanation {
namespace {

using report::FindingKind;

constexpr std::size_t kLongestText = 2000;

/// What the program said, on a line of its own.
std::string said(const std::string& text) {
  std::string_view rest = text;
  while (rest.ends_with('\n')) rest.remove_suffix(1);
  if (rest.empty()) return "";
  return "\n  " + verdict::printable(rest.substr(0, kLongestText));
}

constexpr std::string_view kAssertion = "assertion failed: ";

bool is_assertion(const report::Finding& finding) {
  return finding.kind == FindingKind::crash && finding.text.starts_with(kAssertion);
}

std::string signal_name(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV: it used memory that is not there (a null or dangling pointer, an index out "
             "of "
             "range, or endless recursion)";
    case SIGBUS:
      return "SIGBUS: it used memory that is not there";
    case SIGABRT:
      return "SIGABRT: it ended itself by abort()";
    case SIGFPE:
      return "SIGFPE: an integer was divided by zero, or the result was too large";
    case SIGILL:
      return "SIGILL: it ran into something that is no instruction, as after a function without a "
             "return";
    case SIGPIPE:
      return "SIGPIPE: it wrote into a pipe or socket from which nobody reads any more";
    case SIGTRAP:
      return "SIGTRAP";
    default:
      return fmt::format("signal {}", signal);
  }
}

std::vector<Place> places_of_all(const Narrator& narrator, std::string_view what) {
  std::vector<Place> places;
  for (const Participant& each : narrator.finding().participants) {
    places.push_back(
        narrator.place(each.stack, fmt::format("{} {}", thread_name(each.task), what)));
  }
  return places;
}

/// "thread 2" and " at a.cpp:7" of the one that it happened to.
std::string who(const Narrator& narrator) {
  const auto& all = narrator.finding().participants;
  return all.empty() ? "the program" : thread_name(all.front().task);
}

std::string where(const Narrator& narrator) {
  const auto& all = narrator.finding().participants;
  return all.empty() ? "" : narrator.at(all.front().stack);
}

/// Those that are busy; in a livelock others may wait for them.
std::vector<const Participant*> busy(const Narrator& narrator) {
  std::vector<const Participant*> result;
  for (const Participant& each : narrator.finding().participants) {
    if (!is_blocking(kind_of(each))) result.push_back(&each);
  }
  return result;
}

std::string everyone(const Narrator& narrator) {
  std::vector<std::string> parts;
  for (const Participant* each : busy(narrator)) {
    parts.push_back(thread_name(each->task) + narrator.at(each->stack));
  }
  return parts.empty() ? "a thread" : listed(parts);
}

/// Told of the one that let it go, or of those that were left at the end.
std::string unjoined(const Narrator& narrator) {
  const auto& all = narrator.finding().participants;
  if (all.empty()) return "a thread was neither joined nor detached";
  if (narrator.finding().signal != 0) {
    return who(narrator) + " destroyed or replaced a std::thread" + where(narrator) +
           " that was neither joined nor detached, which ends the whole program";
  }
  std::vector<std::string> parts;
  for (const Participant& each : all) {
    const Place created = narrator.created(each.task);
    parts.push_back(thread_name(each.task) +
                    (created.known() ? " (created at " + created.where() + ")" : ""));
  }
  return listed(parts) + (parts.size() == 1 ? " was" : " were") +
         " neither joined nor detached when the program ended";
}

std::string misuse(const Narrator& narrator) {
  const std::string subject = who(narrator) + " ";
  switch (narrator.finding().kind) {
    case FindingKind::unlock_not_owner:
      return subject + "unlocked a mutex" + where(narrator) + " that it does not hold";
    case FindingKind::destroyed_while_used:
      return subject + "destroyed a lock or condition variable" + where(narrator) +
             " that was still in use";
    case FindingKind::joined_twice:
      return subject + "joined a thread" + where(narrator) + " that was joined already";
    case FindingKind::unjoined_thread:
      return unjoined(narrator);
    default:
      return subject + "freed memory" + where(narrator) +
             " that was freed already, or was never an allocation";
  }
}

}  // namespace

Story story_of_circles(const Narrator& narrator) {
  Story story;
  const bool one = busy(narrator).size() <= 1;
  switch (narrator.finding().kind) {
    case FindingKind::livelock:
      story.message = everyone(narrator) +
                      (one ? " tries again and again, and what it waits for can no longer happen."
                           : " try again and again, and none of them ever gets on: what they wait "
                             "for can no longer happen.");
      break;
    case FindingKind::busy_wait:
      story.message = everyone(narrator) + (one ? " waits" : " wait") +
                      " for another thread by looking again and again, without a bound.";
      break;
    default:
      story.message = everyone(narrator) +
                      " computed for a long time without doing anything that another thread could "
                      "see.";
  }
  for (const Participant* each : busy(narrator)) {
    story.places.push_back(
        narrator.place(each->stack, thread_name(each->task) + " goes round in circles here"));
  }
  for (const Participant& each : narrator.finding().participants) {
    if (!is_blocking(kind_of(each))) continue;
    story.message += fmt::format(" Therefore {} {}.", thread_name(each.task), narrator.waits(each));
    story.places.push_back(narrator.place(
        each.stack, thread_name(each.task) + " waits here " + narrator.waits_for(each)));
  }
  return story;
}

Story story_of_lost_update(const Narrator& narrator) {
  const auto& all = narrator.finding().participants;
  Story story;
  if (!narrator.report().outcomes.empty() || all.size() < 2) {
    story.message = fmt::format("the result depends on who comes first. Values seen: {}.",
                                shown_outcomes(narrator.report()));
  }
  if (all.size() >= 2) {
    const Participant& lost = all[0];
    const Participant& late = all[1];
    const std::string read_at = all.size() > 2 ? narrator.at(all[2].stack) : std::string();
    if (!story.message.empty()) story.message += " ";
    story.message += fmt::format(
        "Between reading {}{} and writing it back{}, {} was overtaken by {}{}, whose change is lost.",
        read_at.empty() ? "a value" : "it", read_at, narrator.at(late.stack),
        thread_name(late.task), thread_name(lost.task), narrator.at(lost.stack));
    if (!read_at.empty()) {
      story.places.push_back(
          narrator.place(all[2].stack, thread_name(all[2].task) + " had read it here"));
    }
    story.places.push_back(
        narrator.place(late.stack, thread_name(late.task) + " wrote an outdated value here"));
    story.places.push_back(narrator.place(
        lost.stack, thread_name(lost.task) + " wrote here in between; this is lost"));
  } else {
    story.places = places_of_all(narrator, "wrote here");
  }
  return story;
}

Story story_of_ending(const Narrator& narrator) {
  const report::Finding& finding = narrator.finding();
  Story story;
  story.places = places_of_all(narrator, "was here");
  if (is_assertion(finding)) {
    story.headline = "an assertion failed";
    story.message = fmt::format("{} came upon an assertion{} that did not hold:", who(narrator),
                                where(narrator)) +
                    said(finding.text.substr(kAssertion.size()));
    return story;
  }
  switch (finding.kind) {
    case FindingKind::uncaught_exception:
      story.message = who(narrator) + " threw an exception" + where(narrator) +
                      " that nobody caught, which ends the whole program" +
                      (finding.text.empty() ? "." : ":");
      break;
    case FindingKind::exit_status:
      story.message = fmt::format("the program ended with exit status {}{}", finding.exit_status,
                                  finding.text.empty() ? "." : ":");
      break;
    default:
      story.message = fmt::format("{} crashed{} ({}){}", who(narrator), where(narrator),
                                  signal_name(finding.signal), finding.text.empty() ? "." : ":");
  }
  story.message += said(finding.text);
  return story;
}

namespace {

/// Where the threads were created that nobody joined.
void add_created(const Narrator& narrator, std::size_t first, Story& story) {
  const auto& all = narrator.finding().participants;
  for (std::size_t i = first; i < all.size(); ++i) {
    Place created = narrator.place(all[i].stack);
    if (!created.known()) created = narrator.created(all[i].task);
    created.role = thread_name(all[i].task) + " was created here";
    story.places.push_back(std::move(created));
  }
}

bool is_used_and_destroyed(const report::Finding& finding) {
  const auto& all = finding.participants;
  return all.size() == 2 && kind_of(all[1]) == Kind::destroy;
}

/// A condition variable that one uses and another destroys, unordered.
Story story_of_used_and_destroyed(const Narrator& narrator) {
  const Participant& user = narrator.finding().participants[0];
  const Participant& other = narrator.finding().participants[1];
  const std::string destroyer = thread_name(other.task);
  Story story;
  story.message = fmt::format(
      "{} {} a condition variable{} that {} destroys{}, and nothing orders the two.", who(narrator),
      is_notification(kind_of(user)) ? "notifies" : "waits for", where(narrator), destroyer,
      narrator.at(other.stack));
  story.places = {narrator.place(user.stack, who(narrator) + " uses it here"),
                  narrator.place(other.stack, destroyer + " destroys it here")};
  story.advice =
      "A condition variable must live longer than everyone who uses it. Who waits may go on without "
      "being notified, and then be gone with it: notify while you hold the lock that they need.";
  return story;
}

Story story_of_unjoined(const Narrator& narrator) {
  Story story;
  const report::Finding& finding = narrator.finding();
  story.message = misuse(narrator) + "." + said(finding.text);
  const bool let_go = finding.signal != 0 && !finding.participants.empty();
  if (let_go) {
    const Participant& owner = finding.participants.front();
    story.places = {narrator.place(owner.stack, thread_name(owner.task) + " was here")};
  }
  add_created(narrator, let_go ? 1 : 0, story);
  return story;
}

}  // namespace

Story story_of_misuse(const Narrator& narrator) {
  const report::Finding& finding = narrator.finding();
  if (finding.kind == FindingKind::unjoined_thread) return story_of_unjoined(narrator);
  if (is_used_and_destroyed(finding)) return story_of_used_and_destroyed(narrator);
  Story story;
  story.message = misuse(narrator) + ".";
  for (std::size_t i = 1; i < finding.participants.size(); ++i) {
    const Participant& other = finding.participants[i];
    const std::string at = narrator.at(other.stack);
    if (!at.empty()) story.message += fmt::format(" {} was{}.", thread_name(other.task), at);
  }
  story.message += said(finding.text);
  story.places = places_of_all(narrator, "was here");
  return story;
}

}  // namespace lockstep::explanation
