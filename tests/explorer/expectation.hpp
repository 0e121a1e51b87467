// What a case's first lines promise: the comment block at the top of every file in cases/.
//
//   // expect: data-race            the verdict; `a|b` where either is right
//   // lines: 14 21                 are among the places of the findings with that verdict
//   // outcomes: 2 3 4              what the program prints, each of them seen and nothing else
//   // outcome: all of this line    the same for a text with blanks; may be given several times
//   // interleavings: 252           exactly
//   // exhausted: yes               the exploration was complete (or `no`)
//   // note: busy-wait              one of the notes says this
//   // kind: unlock-not-owner       a finding of this kind
//   // text: no such file           a finding's message says this
//   // silent: looking again        and none says this
//   // spurious: yes                a finding says that it needs a spurious wake-up
//   // undecided: fork              this was named as not modelled
//   // options: --budget-runs 9     for grade explore
//   // args: 3 7                    for the program
//   // std: c17                     the language
//   // tsan: fence                  for people: what the real ThreadSanitizer gets wrong here
//   // about: …                     for people
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::explorer_cases {

struct Expectation {
  std::vector<std::string> verdicts;  // any of them
  std::vector<int> lines;
  std::vector<std::string> outcomes;  // empty: not looked at
  std::optional<long> interleavings;
  std::optional<bool> exhausted;
  std::vector<std::string> notes;
  std::vector<std::string> kinds;
  std::vector<std::string> texts;
  std::vector<std::string> silent;
  std::vector<std::string> undecided;
  bool spurious = false;
  std::vector<std::string> options;
  std::vector<std::string> arguments;
  std::string standard;
};

/// The case is at fault, not what it tests.
class BadCase : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws BadCase for an unknown key or a wrong value.
[[nodiscard]] Expectation read_expectation(const std::filesystem::path& file);

[[nodiscard]] std::vector<std::string> words(std::string_view text, char separator = ' ');

}  // namespace lockstep::explorer_cases
