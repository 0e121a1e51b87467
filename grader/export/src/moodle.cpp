// Moodle's offline grading worksheet. An import that has feedback but no grade wipes the grade, so
// both are always written; where there is no grade, the cell keeps what the sheet has.
#include <lockstep/export/sheets.hpp>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lockstep/export/markup.hpp>
#include <lockstep/export/words.hpp>
#include "csv.hpp"
#include "match.hpp"

namespace lockstep::exports {
namespace {

constexpr std::size_t identifier = 0;  // these two stand first in every language
constexpr std::size_t full_name = 1;

std::optional<double> number(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');  // as many languages write it
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end || value < 0) return std::nullopt;
  return value;
}

/// "123" of "Participant 123".
std::string participant(const std::string& cell) {
  const std::size_t start = cell.find_last_not_of("0123456789");
  return start == std::string::npos ? cell : cell.substr(start + 1);
}

class Worksheet {
 public:
  Worksheet(const std::string& text, const MoodleColumns& names) : table_(read_csv(text)) {
    grade_ = column(names.grade, "--grade-column");
    maximum_ = column(names.maximum, "--maximum-column");
    feedback_ = column(names.feedback, "--feedback-column");
  }

  [[nodiscard]] std::vector<Clues> clues() const {
    std::vector<Clues> all;
    for (std::size_t i = 1; i < table_.rows.size(); ++i) {
      const Row& row = table_.rows[i];
      all.push_back({participant(cell(row, identifier)), number_at_university(row), "", email(row),
                     cell(row, full_name)});
    }
    return all;
  }

  [[nodiscard]] Row filled(std::size_t student, const Entry& entry, const MoodleColumns& how) {
    Row row = table_.rows[student + 1];
    row.resize(table_.rows.front().size());
    if (entry.points()) {
      row[grade_] = grade(student, row, *entry.points(), entry.standing.max_score, how.scale);
    }
    row[feedback_] = "<pre>" + escaped_markup(feedback(entry)) + "</pre>";
    return row;
  }

  [[nodiscard]] const Table& table() const { return table_; }

  /// A line of the sheet. Moodle writes '-' for dates that are not known: no spreadsheet minds.
  [[nodiscard]] std::string written(const Row& row) const {
    std::vector<std::string> cells;
    for (const std::string& each : row) {
      cells.push_back(each == "-" ? each : csv_cell(each, table_.separator));
    }
    return fmt::format("{}\r\n", fmt::join(cells, std::string(1, table_.separator)));
  }

 private:
  static std::string cell(const Row& row, std::size_t at) { return at < row.size() ? row[at] : ""; }

  [[nodiscard]] std::size_t column(const std::string& name, std::string_view option) const {
    const Row& header = table_.rows.front();
    const auto found = std::find(header.begin(), header.end(), name);
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
    std::vector<std::string> shown;
    for (const std::string& each : header) shown.push_back(fmt::format("'{}'", line(each)));
    throw SheetError(
        fmt::format("line 1: there is no column '{}'; the sheet has {}.\nOn a site in another "
                    "language name it with {}; switch on feedback comments and the offline "
                    "worksheet in the assignment's settings if it is not there",
                    line(name), fmt::join(shown, ", "), option));
  }

  [[nodiscard]] std::string email(const Row& row) const {
    for (std::size_t i = 2; i < std::min(row.size(), grade_); ++i) {
      if (row[i].find('@') != std::string::npos) return row[i];
    }
    return "";
  }

  /// The column between name and e-mail, where the site shows it.
  [[nodiscard]] std::string number_at_university(const Row& row) const {
    const std::string text = cell(row, 2);
    return text.find('@') == std::string::npos && cell(row, 3).find('@') != std::string::npos ? text
                                                                                              : "";
  }

  std::string grade(std::size_t student, const Row& row, int points, int most, bool scale) const {
    const auto maximum = number(cell(row, maximum_));
    const std::size_t line_number = table_.first_line[student + 1];
    if (!maximum) {
      throw SheetError(fmt::format("line {}: the maximum grade '{}' is not a number", line_number,
                                   line(cell(row, maximum_))));
    }
    if (!scale && *maximum != most) {
      throw SheetError(
          fmt::format("line {}: the maximum grade is {} there and {} here; set it to {} in the "
                      "assignment's settings, or let --scale convert",
                      line_number, *maximum, most, most));
    }
    if (!scale || most == 0) return std::to_string(points);
    std::string text = fmt::format("{:.2f}", points * *maximum / most);
    if (cell(row, maximum_).find(',') != std::string::npos) {
      std::replace(text.begin(), text.end(), '.', ',');
    }
    return text;
  }

  Table table_;
  std::size_t grade_ = 0, maximum_ = 0, feedback_ = 0;
};

}  // namespace

Sheet moodle(const Class& all, const std::string& sheet, const MoodleColumns& columns) {
  Worksheet worksheet(sheet, columns);
  Matches found = match(all, worksheet.clues());
  const Table& table = worksheet.table();
  std::string faults;
  std::string others;
  for (std::size_t i = 0; i < found.of_line.size(); ++i) {
    const Entry* entry = found.of_line[i];
    const Row row = entry == nullptr ? table.rows[i + 1] : worksheet.filled(i, *entry, columns);
    (entry != nullptr && entry->faulty() ? faults : others) += worksheet.written(row);
  }
  Sheet filled;
  if (table.byte_order_mark) filled.text = "\xef\xbb\xbf";
  filled.text += worksheet.written(table.rows.front()) + faults + others;
  filled.missing = std::move(found.missing);
  return filled;
}

}  // namespace lockstep::exports
