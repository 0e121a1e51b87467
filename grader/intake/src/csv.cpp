#include "csv.hpp"

#include <algorithm>

namespace lockstep::intake {
namespace {

char delimiter_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char each : {',', ';', '\t'}) {
    if (std::count(line.begin(), line.end(), each) > std::count(line.begin(), line.end(), best)) {
      best = each;
    }
  }
  return best;
}

}  // namespace

std::vector<Row> read_csv(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const char delimiter = delimiter_of(text);
  std::vector<Row> rows;
  Row row;
  std::string cell;
  bool quoted = false;
  const auto end_row = [&] {
    row.push_back(std::move(cell));
    cell.clear();
    const bool blank =
        std::all_of(row.begin(), row.end(), [](const std::string& each) { return each.empty(); });
    if (!blank) rows.push_back(std::move(row));
    row.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == delimiter) {
      row.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !row.empty()) end_row();
  return rows;
}

}  // namespace lockstep::intake
