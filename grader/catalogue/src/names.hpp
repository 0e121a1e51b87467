// How exercises, checks and files are called.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace lockstep::catalogue {

/// "ex4": no leading zero.
[[nodiscard]] bool is_exercise_id(std::string_view text) noexcept;

/// "lock-counter": lower case letters and digits, single hyphens between them.
[[nodiscard]] bool is_exercise_name(std::string_view text) noexcept;

/// "threads.no-race": two parts written like names, each beginning with a letter.
[[nodiscard]] bool is_check_id(std::string_view text) noexcept;

/// "lock_counter.cpp": letters, digits and underscores, no folder.
[[nodiscard]] bool is_source_file(std::string_view text) noexcept;

/// "mutants/no_lock.cpp": relative, and never through "..".
[[nodiscard]] bool is_inside_folder(const std::filesystem::path& path);

/// The last part of `folder`, also where it is written "." or ends with a slash.
[[nodiscard]] std::string folder_name(const std::filesystem::path& folder);

}  // namespace lockstep::catalogue
