// Which files an exercise consists of, and nothing else.
#pragma once

#include <filesystem>
#include <vector>

#include <lockstep/author/section.hpp>

namespace lockstep::author {

/// Nothing is missing from the exercise's folder, and nothing is there that no part uses.
[[nodiscard]] Row files_row(const catalogue::Exercise& exercise);

/// The solutions of this exercise; sorted.
[[nodiscard]] std::vector<std::filesystem::path> solutions_of(
    const catalogue::Exercise& exercise, const std::filesystem::path& solutions_root);

/// The folder of solutions mirrors the exercise's: the main file is there, and only sources.
[[nodiscard]] Row mirror_row(const catalogue::Exercise& exercise,
                             const std::filesystem::path& solutions_root);

}  // namespace lockstep::author
