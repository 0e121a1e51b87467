// Data races, use after free and after return: two accesses that nothing orders.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "narrator.hpp"
#include "values.hpp"

namespace lockstep::explanation {
namespace {

std::string past(const Participant& each) {
  if (each.atomic) return each.write ? "wrote (atomically)" : "read (atomically)";
  return each.write ? "wrote" : "read";
}

std::string value_of(const Participant& each) {
  const std::string value = shown_value(each.value);
  return value.empty() ? "" : fmt::format(" ({} {})", each.write ? "over" : "it was", value);
}

std::string role_of(const Participant& each) {
  return fmt::format("{} {} it here{}", thread_name(each.task), past(each), value_of(each));
}

/// A lock that both hold: then at least one holds it as a reader, or they would not have met.
std::optional<std::uint64_t> common_lock(const Participant& a, const Participant& b) {
  for (const report::Held& held : a.held) {
    const auto same = [&](const report::Held& other) { return other.object == held.object; };
    if (std::any_of(b.held.begin(), b.held.end(), same)) return held.object;
  }
  return std::nullopt;
}

/// What the earlier one held may not be known: an empty list says nothing about it.
std::string about_locks(const Narrator& narrator, const Participant& a, const Participant& b) {
  const std::string start = "Nothing orders the two: ";
  if (b.held.empty()) return start + "no lock is held by both.";
  if (const auto common = common_lock(a, b)) {
    return start +
           fmt::format("both hold {}, but a lock that is taken for reading lets other readers in.",
                       narrator.lock(*common));
  }
  if (!a.held.empty()) {
    return start + fmt::format("{} held {}, {} held {}.", thread_name(a.task), narrator.held_by(a),
                               thread_name(b.task), narrator.held_by(b));
  }
  return start + fmt::format("{} held {}, which did not keep {} out.", thread_name(b.task),
                             narrator.held_by(b), thread_name(a.task));
}

/// "main wrote `counter` at a.cpp:7 while thread 1 read it there. "
std::string meeting(const Narrator& narrator, const Participant& first, const Participant& second) {
  const std::string place = narrator.at(first.stack);
  const std::string other = narrator.at(second.stack);
  std::string what = narrator.variable(first.object, first.size);
  const bool several = what.empty() && first.size > 1;
  if (what.empty()) what = several ? counted(first.size, "byte") : "a byte";
  return fmt::format("{} {} {}{} while {} {} {}{}. ", thread_name(first.task), past(first), what,
                     place, thread_name(second.task), past(second), several ? "them" : "it",
                     other == place && !other.empty() ? " there" : other);
}

std::string freeing(const Narrator& narrator, const Participant& freed, const Participant& used) {
  return fmt::format("{} freed memory{}, and nothing makes it wait until {} is done with it{}. ",
                     thread_name(freed.task), narrator.at(freed.stack), thread_name(used.task),
                     narrator.at(used.stack));
}

Story without_both(const Narrator& narrator) {
  Story story;
  story.message = "two threads used the same memory, and nothing orders the two.";
  for (const Participant& each : narrator.finding().participants) {
    story.places.push_back(narrator.place(each.stack, role_of(each)));
  }
  return story;
}

}  // namespace

Story story_of_race(const Narrator& narrator) {
  const report::Finding& finding = narrator.finding();
  if (finding.participants.size() < 2) return without_both(narrator);
  const Participant& first = finding.participants[0];
  const Participant& second = finding.participants[1];
  Story story;
  if (finding.kind == report::FindingKind::use_after_free) {
    const Participant& freed = first.write || !second.write ? first : second;  // counts as a write
    const Participant& used = &freed == &first ? second : first;
    story.message = freeing(narrator, freed, used);
    story.places.push_back(narrator.place(freed.stack, thread_name(freed.task) + " freed it here"));
    story.places.push_back(narrator.place(used.stack, role_of(used)));
  } else {
    story.message = meeting(narrator, first, second);
    for (const Participant* each : {&first, &second}) {
      story.places.push_back(narrator.place(each->stack, role_of(*each)));
    }
  }
  story.message += about_locks(narrator, first, second);
  for (std::size_t i = 2; i < finding.participants.size(); ++i) {
    const Participant& more = finding.participants[i];
    story.places.push_back(narrator.place(more.stack, role_of(more)));
  }
  return story;
}

Story story_of_returned(const Narrator& narrator) {
  const report::Finding& finding = narrator.finding();
  if (finding.participants.size() < 2) return without_both(narrator);
  const Participant& left = finding.participants[0];
  const Participant& used = finding.participants[1];
  const std::string owner = thread_name(left.task);
  const std::string at = narrator.at(left.stack);
  Story story;
  story.message = fmt::format("{} {} a local variable{} of a function of {} that had returned: ",
                              thread_name(used.task), past(used), narrator.at(used.stack), owner);
  if (kind_of(left) == Kind::end) {
    story.message += owner + " had ended.";
  } else {
    story.message += owner + " was" + (at.empty() ? " elsewhere" : at) + " by then.";
    story.places.push_back(narrator.place(left.stack, owner + " was here by then"));
  }
  story.places.insert(story.places.begin(), narrator.place(used.stack, role_of(used)));
  return story;
}

}  // namespace lockstep::explanation
