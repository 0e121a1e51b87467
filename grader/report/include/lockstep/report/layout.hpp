// Lines of text that fit a terminal, and their colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::report {

/// `text`, escaped and broken at blanks into lines of at most `width` columns. Its own line ends
/// and leading blanks stay; a word that is too wide is cut. Past `most_lines` the rest is counted:
/// "… 12 more lines".
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width,
                                               std::size_t most_lines = 24);

/// Wrapped behind `lead`: later lines stand under the first. Each line with its end.
[[nodiscard]] std::string hanging(std::string_view lead, std::string_view text, std::size_t width,
                                  std::size_t most_lines = 24);

/// Colours, or nothing at all. Given escaped text only.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}

  [[nodiscard]] std::string good(std::string_view text) const { return in("32", text); }
  [[nodiscard]] std::string bad(std::string_view text) const { return in("31", text); }
  [[nodiscard]] std::string strong(std::string_view text) const { return in("1", text); }
  [[nodiscard]] std::string quiet(std::string_view text) const { return in("2", text); }

 private:
  [[nodiscard]] std::string in(std::string_view code, std::string_view text) const;

  bool on_;
};

}  // namespace lockstep::report
