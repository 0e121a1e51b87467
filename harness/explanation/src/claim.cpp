#include <lockstep/explanation/claim.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "values.hpp"

namespace lockstep::explanation {
namespace {

using explorer::report::ClaimMade;
using explorer::report::CoverageName;
using explorer::report::Report;

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 6> reasons{{
    {"fork", "it starts processes, which are not explored yet"},
    {"step limit", "an execution was too long to be followed to its end"},
    {"budget", "there were more executions than the budget allows; try --budget-runs with more"},
    {"diverged",
     "two executions of the same schedule differed: something is at work that is not "
     "under control"},
    {"inline assembly", "it uses inline assembly, which cannot be followed"},
    {"signal", "it uses signals, which are not explored yet"},
}};

constexpr std::array<Words, 5> remarks{{
    {"busy-wait",
     "busy waiting: a thread waits by looking again and again; a condition variable, a semaphore "
     "or "
     "std::atomic::wait would let it sleep"},
    {"busy-wait-yield",
     "busy waiting: a thread waits by looking again and again, giving way each "
     "time; a condition variable or std::atomic::wait would let it sleep"},
    {"busy-wait-sleep",
     "busy waiting: a thread waits by looking again and again, with a sleep in "
     "between; a condition variable or std::atomic::wait would wake it at once"},
    {"busy-wait-bounded", "a thread looks a bounded number of times before it blocks"},
    {"weak-atomics",
     "weaker memory orders than seq_cst are used: loads may read older values; stores are taken to "
     "take effect in the order in which they are made"},
}};

std::string in_words(const std::string& name, std::span<const Words> known) {
  for (const Words& each : known) {
    if (each.first == name) return std::string(each.second);
  }
  constexpr std::size_t longest = 300;
  return verdict::printable(std::string_view(name).substr(0, longest));
}

/// The name of a function, not a phrase.
bool is_identifier(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_';
  });
}

std::string reason(const std::string& name) {
  std::string words = in_words(name, reasons);
  if (words == name && is_identifier(name)) {
    return fmt::format("it uses {}, which is not explored yet", name);
  }
  return words;
}

bool has_note(const Report& report, std::string_view name) {
  return std::find(report.notes.begin(), report.notes.end(), name) != report.notes.end();
}

bool has_weak_atomics(const Report& report) { return has_note(report, "weak-atomics"); }

/// Never rounded up: a bound that is printed must hold.
std::string percent(double miss) {
  const double hit = std::floor((1.0 - miss) * 1000.0 + 1e-9) / 10.0;
  return fmt::format("{:.1f}", std::min(hit, 99.9));
}

std::string sentence_of(const ClaimMade& claim, const Report& report) {
  switch (claim.coverage) {
    case CoverageName::all: {
      if (!exhausted(report)) return "";
      const std::string_view values =
          has_weak_atomics(report) ? ", with all older values that loads may read" : "";
      if (claim.classes == 1) {
        return fmt::format("all interleavings explored (there is only 1){}", values);
      }
      return fmt::format("all {} explored{}", counted(claim.classes, "interleaving"), values);
    }
    case CoverageName::preemptions:
      return fmt::format("all executions with at most {}{} explored",
                         counted(claim.preemptions, "preemption"),
                         has_weak_atomics(report) ? " or older values read" : "");
    case CoverageName::probability:
      if (claim.depth == 0 || claim.miss_probability > 0.5) return "";  // too little to be said
      return fmt::format("each bug of depth <= {} would have been hit with probability >= {} %",
                         claim.depth, percent(claim.miss_probability));
    case CoverageName::none:
      break;
  }
  return "";
}

}  // namespace

bool exhausted(const Report& report) {
  return report.exhausted && report.undecided.empty() && report.executions > 0;
}

std::vector<std::string> claims(const Report& report) {
  std::vector<std::string> result;
  for (const ClaimMade& claim : report.claims) {
    if (claim.coverage == CoverageName::all && claim.classes == 0) continue;
    std::string sentence = sentence_of(claim, report);
    if (sentence.empty()) continue;
    if (std::find(result.begin(), result.end(), sentence) == result.end()) {
      result.push_back(std::move(sentence));
    }
  }
  return result;
}

std::vector<std::string> undecided(const Report& report) {
  std::vector<std::string> result;
  for (const std::string& name : report.undecided) {
    result.push_back("undecided: " + reason(name));
  }
  return result;
}

std::vector<std::string> notes(const Report& report) {
  std::vector<std::string> result;
  for (const std::string& name : report.notes) result.push_back(in_words(name, remarks));
  return result;
}

}  // namespace lockstep::explanation
