// Source-DPOR with sleep sets: one execution for each class of equivalent ones, and all classes if
// it is left to finish.
//
// A node of the stack is a decision. Its options are the candidates; an option is wanted if a race
// asks for it, done once all executions that begin with it have been seen, asleep if those are
// equivalent to some that have been seen. A task's ordinary and its late continuation are two
// options of one task: they exclude each other, so both are always wanted where both are possible.
//
// A load that may read older values has an option for each. To races they are one: whoever asks for
// the load asks for the newest value, and the load itself then wants the others, right after each
// other, so that they fall asleep together. An older value is not wanted where the load, with what
// happens before it, could have come before the store that overwrote it: that execution gives the
// same and is seen anyway.
//
// Executions in which everything that could go on is asleep are abandoned and not counted.
//
// P. A. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, "Optimal Dynamic Partial Order Reduction",
// POPL 2014; the same, "Source Sets", J. ACM 64(4), 2017. P. Godefroid, "Partial-Order Methods for
// the Verification of Concurrent Systems", LNCS 1032, 1996 (sleep sets). Values that loads read as
// choices: B. Norris and B. Demsky, "CDSChecker", OOPSLA 2013.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <lockstep/explorer/strategy.hpp>

#include "trace.hpp"

namespace lockstep::explorer::dpor {

struct Option {
  Choice choice;
  bool wanted = false;
  bool done = false;
  bool asleep = false;
  bool ends_program = false;               // of done or asleep ones: conflicts with everything
  Print print;                             // of done or asleep ones: what its event used
  std::uint32_t late = kNone;              // of late ones: its operation, in late_
  std::uint32_t overwritten = kTryAlways;  // of older values: as in Candidate

  [[nodiscard]] bool seen_to() const noexcept { return wanted || done || asleep; }
  [[nodiscard]] bool covered() const noexcept { return done || asleep; }
};

struct Node {
  std::uint32_t options = 0;  // where they begin
  std::uint32_t count = 0;
  std::uint32_t chosen = 0;   // among them
  std::uint32_t lates = 0;    // late options of this node and those before
  bool ends_program = false;  // what was chosen does
  bool older = false;         // there are options to read older values
};

class Dpor final : public Strategy {
 public:
  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;
  void end(const Execution& execution) override;
  void restart() override;
  [[nodiscard]] Claim claim() const override;

  /// Complete executions so far, no two of them equivalent.
  [[nodiscard]] std::uint64_t classes() const noexcept { return classes_; }
  [[nodiscard]] std::uint64_t abandoned() const noexcept { return abandoned_; }
  [[nodiscard]] bool exhausted() const noexcept { return exhausted_; }

 private:
  /// An operation that is held against earlier events: an event, or what a task would do next.
  struct Subject {
    Choice choice;
    Kind kind = Kind::start;
    std::span<const Mark> marks;
    std::uint32_t previous = kNone;  // event of the same task
    std::uint32_t at = 0;            // events before this one are looked at
  };
  enum class Reversal : std::uint8_t { impossible, unsure, certain };

  [[nodiscard]] std::span<Option> options(const Node& node) noexcept {
    return {options_.data() + node.options, node.count};
  }
  [[nodiscard]] Option* find(std::uint32_t node, Choice choice) noexcept;

  // dpor.cpp
  void absorb(std::span<const Step> steps);
  void open(const Step& step);
  [[nodiscard]] std::size_t push(std::span<const Candidate> candidates, TaskId previous);
  void fall_asleep(const Node& parent, std::span<Option> fresh);
  [[nodiscard]] std::uint32_t next_wanted(const Node& node) noexcept;
  void pop();
  void keep_prefix(std::uint32_t events);
  void finish_last(const Execution& execution);

  // races.cpp
  void analyse(std::uint32_t event);
  void analyse_other_way(std::uint32_t event);
  void want_older(std::uint32_t event);
  void analyse_pending(const Candidate& pending);
  void analyse_exit(std::uint32_t event);
  void scan(const Subject& subject);
  void meet(const Subject& subject, const ObjectUse& used, const Mark& mark);
  [[nodiscard]] Reversal reversal(const Subject& subject, const ObjectUse& used, const Mark& mark);
  [[nodiscard]] bool comes_first(const Subject& subject, std::uint32_t event) const;
  void race(const Subject& subject, std::uint32_t event);
  void want_other(const Subject& subject, std::uint32_t event);

  Trace trace_;
  std::vector<Node> nodes_;
  std::vector<Option> options_;
  std::vector<Operation> late_;
  std::uint32_t depth_ = 0;   // events of this execution so far
  std::uint32_t fresh_ = 0;   // the first event that is new in this execution
  std::size_t absorbed_ = 0;  // steps
  bool started_ = false;
  bool exhausted_ = false;
  bool void_ = false;  // something happened after which "all" cannot be said
  std::uint64_t classes_ = 0;
  std::uint64_t abandoned_ = 0;

  // of one scan
  std::vector<std::uint32_t> clock_;
  std::vector<std::uint32_t> cursors_;
  std::vector<std::uint32_t> passed_;  // events that conflict and were passed without joining them
  bool joined_ = false;
};

}  // namespace lockstep::explorer::dpor
