// Comma-separated values: RFC 4180 as spreadsheets read it, and so that no cell is a formula.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::exports {

using Row = std::vector<std::string>;

/// Escapes control characters, and puts an apostrophe before what a spreadsheet would compute:
/// a text that begins with = + - @, a tab or a line end, also behind blanks.
[[nodiscard]] std::string harmless(std::string_view text);

/// Made harmless, and quoted where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text, char separator);

/// The line ends with CR LF.
[[nodiscard]] std::string csv_line(const Row& row, char separator = ',');

struct Table {
  bool byte_order_mark = false;
  char separator = ',';
  std::vector<Row> rows;                // the header first
  std::vector<std::size_t> first_line;  // of each row, 1-based
};

/// Separator: comma, semicolon or tab, whichever divides the header most. Rows that are all empty
/// are left out. Throws SheetError with the line of a quote that is never closed, or of bytes that
/// are not UTF-8.
[[nodiscard]] Table read_csv(std::string_view text);

}  // namespace lockstep::exports
