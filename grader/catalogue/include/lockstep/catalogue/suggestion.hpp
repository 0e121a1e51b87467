// "did you mean": the known word nearest to one that is unknown.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lockstep::catalogue {

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`, upper and
/// lower case being the same (optimal string alignment).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that a typo could have turned into `word`: at most one edit for each three
/// characters, or `word` is how it begins. The first of equally near ones; nullopt where none is
/// near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 std::span<const std::string> candidates);

}  // namespace lockstep::catalogue
