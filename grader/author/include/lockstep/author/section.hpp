// What was found about one exercise: a row for each claim.
#pragma once

#include <string>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>

namespace lockstep::author {

struct Row {
  std::string kind;  // "points", "files", "stub", "solution", "mutant"
  std::string name;
  std::string expected;
  std::string got;
  bool ok = false;
  std::vector<std::string> also;  // more that is worth knowing, no fault by itself
};

struct Section {
  std::string exercise;  // "ex3 queue-summation"
  std::vector<Row> rows;

  [[nodiscard]] std::size_t failures() const;
};

/// Under 20 % of the points.
[[nodiscard]] Row stub_row(const judge::Result& result);

/// Full marks every time.
[[nodiscard]] Row solution_row(const std::string& name, const std::vector<judge::Result>& results);

/// The first check that fails, in the manifest's order, is the named one, with the named verdict.
/// What else fails after it is listed in `also`: one fault may show twice.
[[nodiscard]] Row mutant_row(const catalogue::Mutant& mutant, const judge::Result& result);

/// A row for a submission that could not even be read.
[[nodiscard]] Row unreadable_row(std::string kind, std::string name, std::string reason);

/// Points sum to 20.
[[nodiscard]] Row points_row(const catalogue::Exercise& exercise);

/// Says that not all mutants were graded.
[[nodiscard]] Row sample_row(std::size_t graded, std::size_t all);

/// The section as text, `width` columns wide.
[[nodiscard]] std::string table(const Section& section, std::size_t width);

}  // namespace lockstep::author
