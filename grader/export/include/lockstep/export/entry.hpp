// What an export is made from: one student's standing with its result read back, and a class of
// them.
//
// Plain values. Texts may hold anything that a student's program printed; each format escapes.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/judge/result.hpp>
#include <lockstep/store/standing.hpp>

namespace lockstep::exports {

/// A stored result is not `lockstep/result/v1`: the store's fault, never the student's. what()
/// names the student and the key.
class UnreadableResult : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Entry {
  store::Standing standing;             // all empty where a single result is exported
  std::optional<judge::Result> result;  // of standing.result
  std::vector<std::string> same_as;     // other students who handed in the same

  /// What goes into a grade book. Nothing where there is no grade: that is never a zero.
  [[nodiscard]] std::optional<int> points() const { return standing.points(); }

  /// The grader could not do its work, and no one has decided in its place.
  [[nodiscard]] bool faulty() const;
};

/// Faults first, then who handed in nothing that can be graded, then the others; each part in the
/// order of `student`.
struct Class {
  store::Subject subject;
  std::vector<Entry> entries;
};

[[nodiscard]] Class arrange(store::Subject subject, std::vector<store::Standing> standings);

/// A result that was never in a store.
[[nodiscard]] Entry single(judge::Result result);

/// Reads what report::json() wrote. `measured` is its `measured` object, or empty. What the JSON
/// does not hold (title, main file) stays empty. Throws UnreadableResult.
[[nodiscard]] judge::Result read_result(std::string_view result, std::string_view measured = {});

}  // namespace lockstep::exports
