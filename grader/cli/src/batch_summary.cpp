#include "batch_summary.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>
#include <lockstep/batch/outcome.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::cli {
namespace {

namespace json = boost::json;
using store::Standing;
using store::State;

std::string points_of(const Standing& who) {
  const auto points = who.points();
  return points ? fmt::format("{:>3}/{}", *points, who.max_score) : "  –";
}

std::string note_of(const Standing& who) {
  std::vector<std::string> notes;
  if (who.late) notes.emplace_back("late");
  if (who.attempts > 1) {
    notes.push_back(fmt::format("{} attempts, {} counts", who.attempts, who.attempt));
  }
  if (who.override_by_staff) {
    const store::Override& decision = *who.override_by_staff;
    notes.push_back(fmt::format("set by {}: {} (graded: {})", verdict::printable(decision.by),
                                verdict::printable(decision.reason),
                                who.score ? std::to_string(*who.score) : "nothing"));
  }
  if (!who.problem.empty()) notes.push_back(verdict::printable(who.problem));
  for (const std::string& remark : who.remarks) notes.push_back(verdict::printable(remark));
  if (!who.reason.empty()) notes.push_back(verdict::printable(who.reason));
  return fmt::format("{}", fmt::join(notes, "; "));
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t columns = verdict::columns(text);
  return text + std::string(columns < width ? width - columns : 0, ' ');
}

std::string shown_score(const store::Side& side) {
  if (side.state == State::graded && side.score) return std::to_string(*side.score);
  return fmt::format("{} ({})", side.score.value_or(0), store::name(side.state));
}

json::value or_null(const std::optional<int>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

}  // namespace

std::string table(const store::Reader& reader) {
  constexpr std::size_t widest = 40;
  std::size_t width = 7;
  using Detail = store::Reader::Detail;
  reader.for_each(
      [&](const Standing& who) { width = std::max(width, verdict::columns(who.student)); },
      Detail::without_results);
  width = std::min(width, widest);
  std::string text;
  reader.for_each(
      [&](const Standing& who) {
        std::string line = fmt::format("{}  {:<7}  {:<15}  {}", padded(who.student, width),
                                       points_of(who), store::name(who.state), note_of(who));
        while (line.ends_with(' ')) line.pop_back();
        text += line + "\n";
      },
      Detail::without_results);
  return text;
}

std::string attention(const store::Reader& reader, Tally& tally) {
  std::string nothing;
  std::string faults;
  const auto line = [](const Standing& who) {
    return fmt::format("   {}  {}\n", who.student, verdict::printable(who.problem));
  };
  reader.for_each(
      [&](const Standing& who) {
        ++tally.students;
        if (who.state == State::waiting) ++tally.waiting;
        if (who.newest_is_fault) {
          ++tally.faults;
          faults += line(who);
        } else if (who.state == State::nothing) {
          if (!who.override_by_staff) ++tally.nothing;
          nothing += line(who);
        }
        if (who.score) ++tally.graded;
      },
      store::Reader::Detail::without_results);
  std::string text;
  if (!nothing.empty()) text += " not graded, because of what was handed in:\n" + nothing;
  if (!faults.empty()) {
    text +=
        " not graded, by the grader's fault (no grade, never a zero; --retry-faults tries "
        "again):\n" +
        faults;
  }
  return text;
}

std::string changes(const std::vector<store::Change>& all) {
  std::string text;
  for (const store::Change& each : all) {
    if (!each.before) continue;
    text += fmt::format("   {}  {} → {}, because of {}\n", each.student, shown_score(*each.before),
                        shown_score(each.after), batch::cause(*each.before, each.after));
    for (const std::string& line : batch::differences(each.before->outline, each.after.outline)) {
      text += fmt::format("      {}\n", line);
    }
  }
  return text;
}

std::string batch_json(const store::Reader& reader) {
  json::array students;
  reader.for_each(
      [&](const Standing& who) {
        json::array remarks;
        for (const std::string& each : who.remarks) remarks.emplace_back(verdict::printable(each));
        json::value decision;
        if (who.override_by_staff) {
          decision = {{"points", who.override_by_staff->points},
                      {"by", verdict::printable(who.override_by_staff->by)},
                      {"reason", verdict::printable(who.override_by_staff->reason)},
                      {"at", who.override_by_staff->at}};
        }
        students.push_back({{"student", who.student},
                            {"name", who.identity.name},
                            {"state", store::name(who.state)},
                            {"points", or_null(who.points())},
                            {"score", or_null(who.score)},
                            {"max_score", who.max_score},
                            {"problem", verdict::printable(who.problem)},
                            {"reason", verdict::printable(who.reason)},
                            {"attempt", who.attempt},
                            {"attempts", who.attempts},
                            {"handed_in", who.handed_in},
                            {"late", who.late},
                            {"origin", who.origin},
                            {"content", who.content},
                            {"remarks", std::move(remarks)},
                            {"override", std::move(decision)}});
      },
      store::Reader::Detail::without_results);
  const json::object document{{"schema", "lockstep/batch/v1"},
                              {"exercise", reader.subject().exercise},
                              {"max_score", reader.subject().max_score},
                              {"students", std::move(students)}};
  return json::serialize(document) + '\n';
}

}  // namespace lockstep::cli
