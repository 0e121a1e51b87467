// Comma-separated values as spreadsheets and course systems write them (RFC 4180, also with
// semicolons or tabs, with or without a byte order mark).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::intake {

using Row = std::vector<std::string>;

/// The delimiter is the one of `,;\t` that the first line has most of. Empty lines are left out.
[[nodiscard]] std::vector<Row> read_csv(std::string_view text);

}  // namespace lockstep::intake
