// The text of a manifest, and errors that show a place in it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace lockstep::catalogue {

/// Both from 1; columns are characters, not bytes.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

class Source {
 public:
  /// Throws ManifestError for anything but a readable file of valid UTF-8 and ordinary size.
  explicit Source(const std::filesystem::path& file);

  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Whether nothing of its line stands at or after `at`.
  [[nodiscard]] bool at_line_end(Position at) const;

  /// Throws ManifestError.
  [[noreturn]] void fail(Position at, std::string_view reason, std::string_view note = "") const;

  /// The same for a word that is none of `known`: says which one was probably meant.
  [[noreturn]] void fail_unknown(Position at, std::string_view what, std::string_view word,
                                 std::span<const std::string> known) const;

 private:
  [[nodiscard]] std::string_view line(std::size_t number) const;
  void require_utf8() const;

  std::string name_;
  std::string text_;
};

}  // namespace lockstep::catalogue
