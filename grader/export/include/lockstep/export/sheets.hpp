// Grade books as spreadsheets: Canvas and Moodle. What staff downloaded is filled in, so that
// nothing has to be guessed about students, ids or the site's language.
//
// Pure: text in, text out. No cell can be taken for a formula.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <lockstep/export/entry.hpp>

namespace lockstep::exports {

/// The sheet is not what it should be: the user's to put right. what() has the line and what to do.
class SheetError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Sheet {
  std::string text;
  /// Students with a grade for whom the sheet has no line: their grades are not in `text`.
  std::vector<std::string> missing;
};

/// A gradebook for Canvas: `column` is the assignment's, "Queue summation (1234)". With the
/// gradebook that staff exported (`sheet`) ids come from there, and students without a submission
/// stay blank. Throws SheetError.
[[nodiscard]] Sheet canvas(const Class& all, const std::string& column,
                           const std::optional<std::string>& sheet);

/// How Moodle's columns are called on a site that is not in English.
struct MoodleColumns {
  std::string grade = "Grade";
  std::string maximum = "Maximum Grade";
  std::string feedback = "Feedback comments";
  bool scale = false;  // grades out of the sheet's maximum instead of ours
};

/// `sheet` is Moodle's offline grading worksheet as downloaded; it comes back with grades and
/// feedback. Without a grade the cell stays what it is, and the feedback says why. Throws
/// SheetError.
[[nodiscard]] Sheet moodle(const Class& all, const std::string& sheet,
                           const MoodleColumns& columns = {});

}  // namespace lockstep::exports
