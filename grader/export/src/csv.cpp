#include "csv.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <lockstep/export/sheets.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::exports {
namespace {

constexpr std::string_view mark = "\xef\xbb\xbf";

/// Also the wide forms, which some spreadsheets take for the narrow ones.
constexpr std::array<std::string_view, 11> dangerous{"=",  "+",  "-",  "@",  "\t", "\r",
                                                     "\n", "＝", "＋", "－", "＠"};

bool computes(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return std::any_of(dangerous.begin(), dangerous.end(),
                     [text](std::string_view each) { return text.starts_with(each); });
}

std::string quoted(const std::string& cell, char separator) {
  const std::string specials{separator, '"', '\n', '\r'};
  const bool blank_at_an_end = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (!blank_at_an_end && cell.find_first_of(specials) == std::string::npos) return cell;
  std::string result = "\"";
  for (const char c : cell) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

char separator_of(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char each : {';', '\t'}) {
    if (std::count(header.begin(), header.end(), each) >
        std::count(header.begin(), header.end(), best)) {
      best = each;
    }
  }
  return best;
}

/// Reads one table from front to back.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  void read(Table& table) {
    while (at_ < text_.size()) {
      const std::size_t first = line_;
      Row row = next_row();
      const bool empty =
          std::all_of(row.begin(), row.end(), [](const std::string& cell) { return cell.empty(); });
      if (empty) continue;
      table.rows.push_back(std::move(row));
      table.first_line.push_back(first);
    }
  }

 private:
  Row next_row() {
    Row row;
    while (true) {
      row.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted_cell() : plain_cell());
      if (at_ >= text_.size()) return row;
      const char end = text_[at_++];
      if (end == separator_) continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return row;
    }
  }

  std::string plain_cell() {
    const std::size_t start = at_;
    const std::string ends{separator_, '\r', '\n'};
    at_ = std::min(text_.find_first_of(ends, at_), text_.size());
    return std::string(text_.substr(start, at_ - start));
  }

  std::string quoted_cell() {
    const std::size_t opened = line_;
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += text_[++at_];
      } else {
        ++at_;
        return cell + plain_cell();
      }
    }
    throw SheetError(fmt::format("line {}: a quote is opened and never closed", opened));
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::string harmless(std::string_view text) {
  const std::string shown = verdict::printable_lines(text);
  return computes(text) || computes(shown) ? fmt::format("'{}", shown) : shown;
}

std::string csv_cell(std::string_view text, char separator) {
  return quoted(harmless(text), separator);
}

std::string csv_line(const Row& row, char separator) {
  std::string result;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) result += separator;
    result += csv_cell(row[i], separator);
  }
  return result + "\r\n";
}

Table read_csv(std::string_view text) {
  Table table;
  table.byte_order_mark = text.starts_with(mark);
  if (table.byte_order_mark) text.remove_prefix(mark.size());
  const std::size_t bad = verdict::find_invalid_utf8(text);
  if (bad != std::string_view::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(bad), '\n');
    throw SheetError(fmt::format("line {}: this is not UTF-8; save it as CSV in UTF-8", line));
  }
  table.separator = separator_of(text);
  CsvReader(text, table.separator).read(table);
  if (table.rows.empty()) throw SheetError("line 1: it is empty");
  return table;
}

}  // namespace lockstep::exports
