// Who and what a finding speaks of: threads, locks, places. Private to this folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/explanation/finding.hpp>
#include <lockstep/explorer/operation.hpp>

namespace lockstep::explanation {

using explorer::Kind;
using report::Participant;

[[nodiscard]] inline Kind kind_of(const Participant& each) { return static_cast<Kind>(each.kind); }
[[nodiscard]] inline Kind kind_of(const report::Event& each) {
  return static_cast<Kind>(each.kind);
}

/// Works on a mutex or reader-writer lock.
[[nodiscard]] bool is_of_lock(Kind kind);
[[nodiscard]] bool is_notification(Kind kind);  // or another way of waking others
[[nodiscard]] bool is_wait(Kind kind);          // for a notification or its like
[[nodiscard]] bool is_of_channel(Kind kind);    // works on a pipe or socket pair
[[nodiscard]] bool is_blocking(Kind kind);      // whoever does it sleeps until it is possible

/// Of one finding. Refers to all three: they must outlive it.
class Narrator {
 public:
  Narrator(const report::Finding& finding, const report::Report& report, const Resolved& resolved);

  [[nodiscard]] const report::Finding& finding() const { return finding_; }
  [[nodiscard]] const report::Report& report() const { return report_; }

  [[nodiscard]] Place place(const std::vector<std::uint64_t>& stack, std::string role = {}) const;
  /// " at a.cpp:12"; empty where that is not known.
  [[nodiscard]] std::string at(const std::vector<std::uint64_t>& stack) const;

  /// Where a thread was created; not known for main.
  [[nodiscard]] Place created(std::uint32_t task) const;

  /// "`counter`", "part of `counters`"; empty for what has no name.
  [[nodiscard]] std::string variable(std::uint64_t object, std::uint64_t size) const;
  /// The one variable in the eight bytes from `object` on; empty where there are more, or none.
  [[nodiscard]] std::string only_variable_near(std::uint64_t object) const;

  /// "lock `m`" where it has a name, else "the lock" where there is one, "lock A", "lock B" where
  /// there are more.
  [[nodiscard]] std::string lock(std::uint64_t object) const;
  /// "the pipe" or "the socket pair" where there is one, else "pipe A", "pipe B" …
  [[nodiscard]] std::string channel(std::uint64_t object) const;
  /// "lock A (taken at a.cpp:12) and lock B (taken at a.cpp:13)", or "no lock".
  [[nodiscard]] std::string held_by(const Participant& each) const;

  /// "waits at a.cpp:12 for lock A": what it would do next.
  [[nodiscard]] std::string waits(const Participant& each) const;
  /// The same without the place: "for lock A".
  [[nodiscard]] std::string waits_for(const Participant& each) const;

 private:
  const report::Finding& finding_;
  const report::Report& report_;
  const Resolved& resolved_;
  std::vector<std::uint64_t> locks_;     // in the order in which they are named
  std::vector<std::uint64_t> channels_;  // likewise, each without its direction
};

/// What a kind of finding needs told beyond the sentences that all have.
struct Story {
  std::string message;
  std::vector<Place> places;
  std::string advice;    // empty: the usual one
  std::string headline;  // empty: the usual one
};

[[nodiscard]] Story story_of_race(const Narrator& narrator);
[[nodiscard]] Story story_of_returned(const Narrator& narrator);  // use after return
[[nodiscard]] Story story_of_deadlock(const Narrator& narrator);
[[nodiscard]] Story story_of_lost_wakeup(const Narrator& narrator);
[[nodiscard]] Story story_of_circles(const Narrator& narrator);  // livelock, busy waiting, hang
[[nodiscard]] Story story_of_lost_update(const Narrator& narrator);
[[nodiscard]] Story story_of_ending(const Narrator& narrator);  // crash, exception, exit status
[[nodiscard]] Story story_of_misuse(const Narrator& narrator);
/// What any of them may need besides: loads that read older values.
[[nodiscard]] Story story_of_old_reads(const Narrator& narrator);

}  // namespace lockstep::explanation
