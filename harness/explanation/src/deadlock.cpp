// Deadlocks: who waits for whom, told along the chain; and notifications that came too early.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "narrator.hpp"
#include "values.hpp"

namespace lockstep::explanation {
namespace {

using Participants = std::vector<Participant>;

/// Whom somebody waits for: the holder of the lock, or the thread that is joined.
struct Next {
  const Participant* who = nullptr;
  const report::Held* held = nullptr;  // the lock, as it was taken
};

class Chain {
 public:
  explicit Chain(const Narrator& narrator) : narrator_(narrator) {
    for (const Participant& each : narrator.finding().participants) sorted_.push_back(&each);
    std::stable_sort(sorted_.begin(), sorted_.end(),
                     [](const auto* a, const auto* b) { return a->task < b->task; });
  }

  /// A sentence for each chain of waiting, until everyone was told of.
  std::vector<std::string> sentences() {
    std::vector<std::string> result;
    for (const Participant* each : sorted_) {
      if (!told_.contains(each->task)) result.push_back(sentence_from(*each));
    }
    return result;
  }

  std::vector<Place> places() const {
    std::vector<Place> result;
    for (const Participant* each : sorted_) {
      for (const report::Held& held : each->held) {
        if (!is_waited_for(held.object)) continue;
        result.push_back(narrator_.place(held.stack, thread_name(each->task) + " took " +
                                                         narrator_.lock(held.object) + " here"));
      }
      result.push_back(narrator_.place(
          each->stack, thread_name(each->task) + " waits here " + narrator_.waits_for(*each)));
    }
    return result;
  }

 private:
  [[nodiscard]] bool is_waited_for(std::uint64_t object) const {
    return std::any_of(sorted_.begin(), sorted_.end(), [&](const Participant* each) {
      return is_of_lock(kind_of(*each)) && each->object == object;
    });
  }

  [[nodiscard]] Next next(const Participant& from) const {
    for (const Participant* each : sorted_) {
      if (kind_of(from) == Kind::join && each->task == from.object) return {each, nullptr};
      if (!is_of_lock(kind_of(from))) continue;
      for (const report::Held& held : each->held) {
        if (held.object == from.object) return {each, &held};
      }
    }
    return {};
  }

  std::string sentence_from(const Participant& start) {
    std::string text = thread_name(start.task) + " waits" + narrator_.at(start.stack) + " ";
    const Participant* from = &start;
    while (true) {
      told_.insert(from->task);
      const Next to = next(*from);
      text += link(*from, to);
      if (to.who == nullptr || to.who == from || told_.contains(to.who->task)) break;
      text += ", which waits" + narrator_.at(to.who->stack) + " ";
      from = to.who;
    }
    return text;
  }

  [[nodiscard]] std::string link(const Participant& from, const Next& to) const {
    if (to.who == nullptr) return narrator_.waits_for(from) + nobody(from);
    if (to.held == nullptr) return "for the end of " + thread_name(to.who->task);
    const std::string taken = narrator_.at(to.held->stack);
    if (to.who == &from) {
      return fmt::format("for {}, which it holds itself{}", narrator_.lock(from.object),
                         taken.empty() ? "" : ": it took it" + taken);
    }
    return fmt::format("for {} taken{} by {}", narrator_.lock(from.object), taken,
                       thread_name(to.who->task));
  }

  /// Why nobody ends this wait.
  static std::string nobody(const Participant& from) {
    if (is_of_lock(kind_of(from))) {
      return ", which none of those that are left holds: who took it has ended without unlocking";
    }
    if (is_wait(kind_of(from))) return ", and nobody is left to do it";
    switch (kind_of(from)) {
      case Kind::receive:
        return ", and nobody is left to write any or to close the other end";
      case Kind::send:
        return ", and nobody is left to read from it";
      case Kind::poll:
        return ", and nobody is left to make it so";
      default:
        return "";
    }
  }

  const Narrator& narrator_;
  std::vector<const Participant*> sorted_;
  std::set<std::uint32_t> told_;
};

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& each : sentences) text += (text.empty() ? "" : "; ") + each;
  return text + ".";
}

/// All that are left take part in a whole deadlock, main among them unless it has ended.
std::string opening(const report::Finding& finding) {
  if (finding.partial) return "some threads can never go on, while others do: ";
  const bool with_main = std::any_of(finding.participants.begin(), finding.participants.end(),
                                     [](const Participant& each) { return each.task == 0; });
  return with_main ? "nothing can go on any more: " : "some threads can never go on: ";
}

bool has_cycle_of_locks(const Participants& participants) {
  return std::count_if(participants.begin(), participants.end(), [](const Participant& each) {
           return is_of_lock(kind_of(each)) && !each.held.empty();
         }) > 0;
}

/// What to ask oneself where locks alone do not explain it; empty: they do.
std::string advice_without_locks(const Participants& participants) {
  if (has_cycle_of_locks(participants)) return "";
  const bool channels =
      std::any_of(participants.begin(), participants.end(),
                  [](const Participant& each) { return is_of_channel(kind_of(each)); });
  if (channels) {
    return "A reader waits until somebody writes, or until every write end is closed; a writer "
           "waits when it is full, until somebody reads. Who should do that, and what keeps that "
           "one from it?";
  }
  return "Who should wake each of them, and why did that one not do it, or do it before the other "
         "waited?";
}

}  // namespace

Story story_of_deadlock(const Narrator& narrator) {
  Chain chain(narrator);
  Story story;
  story.message = opening(narrator.finding());
  story.message += joined(chain.sentences());
  story.places = chain.places();
  story.advice = advice_without_locks(narrator.finding().participants);
  return story;
}

Story story_of_lost_wakeup(const Narrator& narrator) {
  const Participants& all = narrator.finding().participants;
  const auto waiter = std::find_if(all.begin(), all.end(),
                                   [](const Participant& each) { return is_wait(kind_of(each)); });
  const auto notifier = std::find_if(all.begin(), all.end(), [](const Participant& each) {
    return is_notification(kind_of(each));
  });
  if (waiter == all.end()) return story_of_deadlock(narrator);
  Story story;
  story.message = fmt::format("{} {}, and nobody will do it any more", thread_name(waiter->task),
                              narrator.waits(*waiter));
  if (notifier != all.end()) {
    story.message += fmt::format(": {} notified{} too early, when nobody was waiting yet",
                                 thread_name(notifier->task), narrator.at(notifier->stack));
    story.places.push_back(
        narrator.place(notifier->stack, thread_name(notifier->task) + " notified here, too early"));
  }
  story.message += ".";
  story.places.push_back(
      narrator.place(waiter->stack, thread_name(waiter->task) + " waits here for ever"));
  for (const Participant& each : all) {
    if (&each == &*waiter || is_notification(kind_of(each))) continue;
    story.message += fmt::format(" Therefore {} {}.", thread_name(each.task), narrator.waits(each));
    story.places.push_back(narrator.place(
        each.stack, thread_name(each.task) + " waits here " + narrator.waits_for(each)));
  }
  return story;
}

}  // namespace lockstep::explanation
