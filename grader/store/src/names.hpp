// Words and times as the store writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <lockstep/store/standing.hpp>

namespace lockstep::store {

[[nodiscard]] State state_called(std::string_view text) noexcept;

/// "2026-05-01T12:00:00Z"
[[nodiscard]] std::string utc_now();

/// Lines in one text. A line has no line end.
[[nodiscard]] std::string joined(const std::vector<std::string>& lines);
[[nodiscard]] std::vector<std::string> split(const std::string& lines);

}  // namespace lockstep::store
