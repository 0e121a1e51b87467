// The program's files and the headers of its own that they include, read once. Private to this
// folder.
//
// Inside the sandbox they lie as they lie outside, below build::kSubmissionFolder: an #include "…"
// finds what it would find outside, and nothing else of the machine is there.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/build/submission.hpp>
#include <lockstep/explore/flags.hpp>

namespace lockstep::explore {

namespace fs = std::filesystem;

enum class Language { c, cpp };

struct Sources {
  struct Unit {
    std::string name;  // of a file in `tree`
    Language language = Language::cpp;
  };

  std::vector<Unit> units;
  build::Submission tree;                    // by the name inside; units first, then headers
  std::map<std::string, std::string> shown;  // name inside → name for the user
  std::vector<IncludeFolder> include;        // absolute

  /// The name for the user; nullopt: not a file of the user's. `path` is one inside the sandbox.
  [[nodiscard]] std::optional<std::string> own_name(std::string_view path) const;

  /// Line `line` of the file that is shown under this name; empty where there is none.
  [[nodiscard]] std::string line(std::string_view shown_name, int line) const;
};

/// Where include folder `index` lies inside.
[[nodiscard]] std::string include_folder_inside(std::size_t index);

/// Throws build::NoSubmission for what is missing, cannot be read or is neither C nor C++.
[[nodiscard]] Sources read_sources(const std::vector<fs::path>& files,
                                   const std::vector<IncludeFolder>& include);

/// The names in `#include "…"`.
[[nodiscard]] std::vector<std::string> quoted_includes(std::string_view content);

}  // namespace lockstep::explore
