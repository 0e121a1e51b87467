// What a student handed in, read once and held in memory: nothing looks at the files again, so
// that they may change or vanish while they are graded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/catalogue/bytes.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>

namespace lockstep::build {

/// Larger than any solution written by hand, small enough for every tool that reads it.
inline constexpr catalogue::Bytes kLargestSource = catalogue::mib(1);

struct SourceFile {
  std::string name;  // as the compiler sees it: letters, digits, `_`, `.` and `-`
  std::string content;
};

/// Never more than one byte past the limit, however large the file is or grows. Throws
/// NoSubmission, as read_submission().
[[nodiscard]] std::string read_source(const std::filesystem::path& path);

/// What is wrong with the file itself: too large, empty, not text.
[[nodiscard]] std::optional<judge::Diagnostic> remark_about(const SourceFile& file);

struct Submission {
  std::vector<SourceFile> files;  // in the manifest's order, the main file first; never empty
  /// What is wrong with the files themselves. An error among them: they are not compiled.
  std::vector<judge::Diagnostic> remarks;

  [[nodiscard]] bool refused() const;
  [[nodiscard]] const std::string& main_file() const { return files.front().name; }

  /// Line `line` without its end; empty where there is none.
  [[nodiscard]] std::string line(std::string_view file, int line) const;

  /// The same for the same main file, whatever it is called and whichever line ends it has.
  [[nodiscard]] std::uint64_t seed() const;
};

/// Of files that were read before, in the manifest's order; what is wrong with them is remarked.
[[nodiscard]] Submission submission_of(std::vector<SourceFile> files);

/// `path` is the main file, under any name, or a folder with the files that the manifest names.
/// Throws NoSubmission for what is missing, cannot be read, or is no plain file. Never waits for a
/// FIFO or a device.
[[nodiscard]] Submission read_submission(const std::filesystem::path& path,
                                         const catalogue::Exercise& exercise);

}  // namespace lockstep::build
