// What the names of files tell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::intake {

inline constexpr std::string_view kGradescopeMetadata = "submission_metadata.yml";

[[nodiscard]] bool is_source(std::string_view name);   // .cpp .cc .cxx .c++
[[nodiscard]] bool is_header(std::string_view name);   // .hpp .h .hh
[[nodiscard]] bool is_archive(std::string_view name);  // .zip .tar .tgz …: those that are opened
/// .rar .7z: archives that are not opened.
[[nodiscard]] bool is_foreign_archive(std::string_view name);

/// What systems leave behind and nobody handed in: .DS_Store, __MACOSX, Thumbs.db, hidden files.
[[nodiscard]] bool is_junk(std::string_view name);

/// Without its last extension; of "a.tar.gz", "a".
[[nodiscard]] std::string stem(std::string_view name);

/// Without what a browser or Canvas adds to a second file of the same name: "a-1.cpp", "a (2).cpp"
/// and "a_1.cpp" are "a.cpp".
[[nodiscard]] std::string without_copy_number(const std::string& name);

/// Without what some systems put behind a source so that it can be looked at: "a.cpp.txt" is
/// "a.cpp", "a.txt" stays.
[[nodiscard]] std::string without_text_end(std::string_view name);

[[nodiscard]] std::string lower(std::string_view text);  // ASCII only
[[nodiscard]] bool is_number(std::string_view text);     // digits, at least one
[[nodiscard]] bool has_digit(std::string_view text);

/// "attempt 9" before "attempt 10".
[[nodiscard]] bool naturally_before(std::string_view a, std::string_view b);

/// "a/b" and "a\b" in parts; empty where it is absolute or climbs out.
[[nodiscard]] std::vector<std::string> split_path(std::string_view path);

/// At most five, and how many more there are.
[[nodiscard]] std::string some_of(const std::vector<std::string>& names);

}  // namespace lockstep::intake
