// Folders that are made for other programs, one for each student.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace lockstep::bundle {

/// Makes `folder`, or takes it if it is empty. Throws build::NoSubmission where it holds something,
/// build::GraderFault.
void make_empty(const std::filesystem::path& folder);

/// Makes folders as needed. Throws build::GraderFault.
void write_text(const std::filesystem::path& file, std::string_view text);

/// Names for files from what students are called: no separators, nothing hidden, no option, and
/// different also where case does not count.
class Names {
 public:
  [[nodiscard]] std::string take(std::string_view student);

 private:
  std::set<std::string> taken_;
};

}  // namespace lockstep::bundle
