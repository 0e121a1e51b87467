// Reads what staff really have, an export of a course system or folders of their own, as students
// with attempts. Compiles and grades nothing, follows no link, writes no file.
//
// What is wrong with one student's files is a value: it stands in that student's attempt, and the
// others go on. Only a layout that nobody can explain is an error.
//
// THREADS  may be called from several threads at once. ERRORS  IntakeError.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/store/ledger.hpp>

namespace lockstep::intake {

/// The user's to put right: what() says what was found, and what is understood.
class IntakeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Layout {
  automatic,
  folders,     // a folder for each student; a git checkout will do
  files,       // a file for each student
  gradescope,  // submission_metadata.yml, and a folder for each submission
  canvas,      // name_[LATE_]user_submission_file
  moodle,      // Name_number_assignsubmission_file_
};

/// "folders", …; "auto".
[[nodiscard]] std::string_view name(Layout layout) noexcept;
[[nodiscard]] std::optional<Layout> layout_called(std::string_view name) noexcept;

struct Options {
  Layout layout = Layout::automatic;
  std::optional<std::filesystem::path> roster;  // a CSV file with a line of titles
};

struct Overview {
  Layout layout = Layout::automatic;
  std::vector<std::string> remarks;  // about what belongs to no student
};

using Visit = std::function<void(const store::Entrant&)>;

/// `path` is a folder, or a zip or tar file. Calls `visit` once for each student; the entrants'
/// `student` differ. Holds one student's files in memory at a time, or an archive's sources.
[[nodiscard]] Overview read(const std::filesystem::path& path, const catalogue::Exercise& exercise,
                            const Options& options, const Visit& visit);

/// SHA-256 of the files' names and contents, as 64 hex digits.
[[nodiscard]] std::string content_hash(const std::vector<store::SourceText>& files);

/// "\r\n" becomes "\n".
[[nodiscard]] std::string with_plain_line_ends(std::string text);

}  // namespace lockstep::intake
