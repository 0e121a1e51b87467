#include "table.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/frame.hpp>

namespace hostile {

namespace {

using lockstep::sandbox::Step;

bool is_exception(Step step, const Row& row) {
  return step == Step::landlock && !row.reason.empty();
}

std::string cell(Step step, const std::map<Step, Row>& rows) {
  const auto found = rows.find(step);
  if (found == rows.end()) return "–";
  if (!found->second.outcome.good()) return "✗";
  return is_exception(step, found->second) ? "(✓)" : "✓";
}

}  // namespace

std::string in_words(const Row& row) {
  const Outcome& outcome = row.outcome;
  std::string text =
      fmt::format("{}: expected '{}', got '{}'\n", row.name, outcome.expected, outcome.observed);
  for (const std::string& fault : outcome.faults) text += "  " + fault + "\n";
  return text;
}

std::pair<int, int> row_channel() {
  int ends[2] = {-1, -1};
  if (::pipe(ends) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  return {ends[0], ends[1]};
}

void send_row(int descriptor, const Row& row) {
  lockstep::wire::write_frame(descriptor, lockstep::wire::encode(row));
}

std::optional<Row> receive_row(int descriptor) {
  const auto frame = lockstep::wire::read_frame(descriptor);
  if (!frame) return std::nullopt;
  return lockstep::wire::decode<Row>(*frame);
}

void Table::add(Step step, Row row) {
  std::string name = row.name;
  rows_[name].insert_or_assign(step, std::move(row));
}

bool Table::all_good() const {
  return !rows_.empty() && std::all_of(rows_.begin(), rows_.end(), [](const auto& row) {
    return std::all_of(row.second.begin(), row.second.end(),
                       [](const auto& each) { return each.second.outcome.good(); });
  });
}

std::string Table::text() const {
  std::string text = fmt::format("{:<36} {:<16}", "program", "ending");
  for (const Step step : steps_) text += fmt::format(" {:^5}", lockstep::sandbox::letter(step));
  text += "\n";
  std::string notes;
  for (const auto& [name, rows] : rows_) {
    const Row& any = rows.begin()->second;
    text += fmt::format("{:<36} {:<16}", name, any.outcome.expected);
    for (const Step step : steps_) text += fmt::format(" {:^5}", cell(step, rows));
    text += "\n";
    for (const auto& [step, row] : rows) {
      if (!row.outcome.good()) {
        notes += fmt::format("✗ {} {}", lockstep::sandbox::letter(step), in_words(row));
      } else if (is_exception(step, row)) {
        notes += fmt::format("(✓) {}: '{}', because {}\n", name, row.outcome.observed, row.reason);
      }
    }
  }
  return notes.empty() ? text : text + "\n" + notes;
}

}  // namespace hostile
