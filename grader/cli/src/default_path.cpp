#include <filesystem>
#include <string_view>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "commands.hpp"

namespace lockstep::cli {

namespace fs = std::filesystem;

namespace {

/// How `file` is shown to someone who works in the current folder: the shorter of both ways.
std::string shown_path(const fs::path& file) {
  std::error_code ignored;
  const std::string absolute = verdict::printable(file.string());
  const std::string relative = verdict::printable(fs::proximate(file, ignored).string());
  return relative.empty() || absolute.size() < relative.size() ? absolute : relative;
}

}  // namespace

/// A path is never broken, so that it can be copied: where it does not fit beside the word it gets a
/// line of its own.
fs::path default_path(const catalogue::Exercise& exercise, bool quietly) {
  const fs::path here = exercise.files.front();
  std::error_code ignored;
  if (fs::exists(here, ignored)) return here;
  const fs::path stub = exercise.folder / exercise.files.front();
  const std::string path = shown_path(stub);
  constexpr std::string_view word = "grading";
  const bool fits =
      word.size() + 1 + path.size() <= static_cast<std::size_t>(style_of_output().width);
  const std::string text =
      fmt::format("{}{}{}\nwhere your solution goes; README.md beside it says what to do\n\n", word,
                  fits ? ' ' : '\n', path);
  if (quietly) {
    say(text.substr(0, text.size() - 2));
  } else {
    static_cast<void>(print(text));
  }
  return stub;
}

}  // namespace lockstep::cli
