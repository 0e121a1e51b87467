// Plain CSV and JSON: everything, for whoever wants to go on with it.
#include <algorithm>

#include <boost/json.hpp>
#include <lockstep/export/formats.hpp>
#include <lockstep/export/words.hpp>
#include <lockstep/verdict/printable.hpp>

#include "csv.hpp"

namespace lockstep::exports {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

/// Of all results, in the order in which they first appear.
std::vector<std::string> checks_of(const Class& all) {
  std::vector<std::string> ids;
  for (const Entry& entry : all.entries) {
    if (!entry.result) continue;
    for (const judge::CheckResult& check : entry.result->checks) {
      if (std::find(ids.begin(), ids.end(), check.id) == ids.end()) ids.push_back(check.id);
    }
  }
  return ids;
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& each : all) {
    if (!text.empty()) text += "; ";
    text += each;
  }
  return text;
}

const judge::CheckResult* find(const Entry& entry, const std::string& id) {
  if (!entry.result) return nullptr;
  for (const judge::CheckResult& check : entry.result->checks) {
    if (check.id == id) return &check;
  }
  return nullptr;
}

void add_check(Row& row, const judge::CheckResult* check) {
  const bool decided = check != nullptr && !check->undecided;
  row.push_back(decided ? std::to_string(check->points) : "");
  if (check == nullptr) {
    row.emplace_back();
  } else if (check->status == judge::CheckStatus::skipped) {
    row.emplace_back(check->undecided ? "not decided" : "skipped");
  } else {
    row.emplace_back(verdict::name(check->verdict));
  }
}

Row row_of(const Entry& entry, const std::vector<std::string>& checks) {
  const store::Standing& s = entry.standing;
  const auto points = entry.points();
  Row row{s.student,
          s.identity.name,
          s.identity.id,
          s.identity.sis_id,
          s.identity.login,
          s.identity.email,
          s.attempt,
          s.handed_in,
          s.late ? "late" : "",
          std::string(store::name(s.state)),
          points ? std::to_string(*points) : "",
          std::to_string(s.max_score),
          note(entry),
          joined(entry.same_as)};
  for (const std::string& id : checks) add_check(row, find(entry, id));
  return row;
}

value or_null(const std::string& text) { return text.empty() ? value() : value(line(text)); }

value override_of(const store::Standing& standing) {
  if (!standing.override_by_staff) return nullptr;
  const store::Override& decision = *standing.override_by_staff;
  return object{{"points", decision.points},
                {"by", line(decision.by)},
                {"reason", line(decision.reason)},
                {"at", line(decision.at)}};
}

array texts(const std::vector<std::string>& all) {
  array result;
  for (const std::string& each : all) result.push_back(value(line(each)));
  return result;
}

/// Results are escaped when they are written; whoever reads them here need not rely on it.
void make_printable(value& any) {
  if (auto* text = any.if_string()) *text = verdict::printable_lines(*text);
  if (auto* list = any.if_array()) std::for_each(list->begin(), list->end(), make_printable);
  if (auto* members = any.if_object()) {
    for (auto& member : *members) make_printable(member.value());
  }
}

value nested(const std::string& stored) {
  if (stored.empty()) return nullptr;
  value any = boost::json::parse(stored);
  make_printable(any);
  return any;
}

object submission_of(const Entry& entry) {
  const store::Standing& s = entry.standing;
  const auto points = entry.points();
  return {{"student", line(s.student)},
          {"name", or_null(s.identity.name)},
          {"id", or_null(s.identity.id)},
          {"sis_id", or_null(s.identity.sis_id)},
          {"login", or_null(s.identity.login)},
          {"email", or_null(s.identity.email)},
          {"section", or_null(s.identity.section)},
          {"attempt", or_null(s.attempt)},
          {"attempts", s.attempts},
          {"handed_in", or_null(s.handed_in)},
          {"late", s.late},
          {"status", store::name(s.state)},
          {"points", points ? value(*points) : value()},
          {"max_score", s.max_score},
          {"note", note(entry)},
          {"override", override_of(s)},
          {"remarks", texts(s.remarks)},
          {"same_as", texts(entry.same_as)},
          {"content", or_null(s.content)},
          {"host", or_null(s.host)},
          {"graded_at", or_null(s.graded_at)},
          {"versions",
           {{"grader", line(s.versions.grader)},
            {"exercise", line(s.versions.exercise)},
            {"compiler", line(s.versions.compiler)}}},
          {"result", nested(s.result)},
          {"measured", nested(s.measured)}};
}

}  // namespace

std::string csv(const Class& all) {
  const std::vector<std::string> checks = checks_of(all);
  Row header{"student",   "name", "id",     "sis_id", "login",     "email", "attempt",
             "handed_in", "late", "status", "points", "max_score", "note",  "same_as"};
  for (const std::string& id : checks) {
    header.push_back(id);
    header.push_back(id + " verdict");
  }
  std::string text = csv_line(header);
  for (const Entry& entry : all.entries) text += csv_line(row_of(entry, checks));
  return text;
}

std::string json(const Class& all) {
  array submissions;
  for (const Entry& entry : all.entries) submissions.push_back(submission_of(entry));
  const object document{{"schema", "lockstep/batch/v1"},
                        {"exercise", line(all.subject.exercise)},
                        {"title", line(all.subject.title)},
                        {"max_score", all.subject.max_score},
                        {"submissions", std::move(submissions)}};
  return boost::json::serialize(document) + '\n';
}

}  // namespace lockstep::exports
