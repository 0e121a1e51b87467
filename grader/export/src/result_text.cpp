// lockstep/result/v1 back into a value. Reads what report/json.cpp writes; keys that a later
// version may add are no mistake.
#include <array>
#include <optional>

#include <fmt/format.h>
#include <boost/json.hpp>
#include <lockstep/export/entry.hpp>

namespace lockstep::exports {
namespace {

using boost::json::object;
using boost::json::value;

[[noreturn]] void refuse(std::string_view key) {
  throw UnreadableResult(fmt::format("'{}' is missing or of the wrong kind", key));
}

const value& at(const object& from, std::string_view key) {
  const value* found = from.if_contains(key);
  if (found == nullptr) refuse(key);
  return *found;
}

std::string text(const object& from, std::string_view key) {
  const value& found = at(from, key);
  if (!found.is_string()) refuse(key);
  return std::string(found.get_string());
}

std::int64_t number(const object& from, std::string_view key) {
  boost::system::error_code error;
  const auto found = at(from, key).to_number<std::int64_t>(error);
  if (error) refuse(key);
  return found;
}

int small(const object& from, std::string_view key) {
  boost::system::error_code error;
  const auto found = at(from, key).to_number<int>(error);
  if (error) refuse(key);
  return found;
}

const boost::json::array& list(const object& from, std::string_view key) {
  const value& found = at(from, key);
  if (!found.is_array()) refuse(key);
  return found.get_array();
}

const object& as_object(const value& from, std::string_view key) {
  if (!from.is_object()) refuse(key);
  return from.get_object();
}

/// The one of `all` that is called what the key says.
template <typename T, std::size_t n>
T named(const object& from, std::string_view key, const std::array<T, n>& all) {
  const std::string word = text(from, key);
  for (const T each : all) {
    if (judge::name(each) == word) return each;
  }
  refuse(key);
}

constexpr std::array statuses{judge::Status::graded, judge::Status::did_not_compile,
                              judge::Status::tampering, judge::Status::grader_fault};
constexpr std::array check_statuses{judge::CheckStatus::passed, judge::CheckStatus::failed,
                                    judge::CheckStatus::skipped};
constexpr std::array severities{judge::Severity::error, judge::Severity::warning,
                                judge::Severity::note};

verdict::Word word_of(const object& check) {
  if (at(check, "verdict").is_null()) return verdict::Word::ok;
  const auto word = verdict::parse_word(text(check, "verdict"));
  if (!word) refuse("verdict");
  return *word;
}

judge::CheckResult check_of(const object& from) {
  judge::CheckResult check;
  check.id = text(from, "id");
  check.title = text(from, "title");
  check.status = named(from, "status", check_statuses);
  check.points = small(from, "points");
  check.max_points = small(from, "max_points");
  check.verdict = word_of(from);
  check.message = text(from, "message");
  check.advice = text(from, "advice");
  for (const value& each : list(from, "places")) {
    const object& place = as_object(each, "places");
    check.places.push_back({text(place, "file"), small(place, "line"), text(place, "role")});
  }
  if (!at(from, "replay").is_null()) check.replay = text(from, "replay");
  check.interleavings = static_cast<std::uint64_t>(number(from, "interleavings"));
  check.exhausted = at(from, "exhausted").is_bool() && at(from, "exhausted").get_bool();
  return check;
}

judge::Diagnostic diagnostic_of(const object& from) {
  judge::Diagnostic diagnostic;
  diagnostic.severity = named(from, "severity", severities);
  diagnostic.file = text(from, "file");
  // Files of the submission are named relative to it, all others from the root.
  diagnostic.in_submission = !diagnostic.file.empty() && diagnostic.file.front() != '/';
  diagnostic.line = small(from, "line");
  diagnostic.column = small(from, "column");
  diagnostic.message = text(from, "message");
  diagnostic.source = text(from, "source");
  return diagnostic;
}

judge::Measured measured_of(const object& from) {
  using std::chrono::milliseconds;
  judge::Measured measured;
  measured.host = text(from, "host");
  measured.total = milliseconds(number(from, "total_ms"));
  measured.compilation = milliseconds(number(from, "compilation_ms"));
  const object& checks = as_object(at(from, "checks_ms"), "checks_ms");
  for (const auto& [id, time] : checks) measured.checks[id] = milliseconds(number(checks, id));
  return measured;
}

value parsed(std::string_view json) {
  boost::system::error_code error;
  value document = boost::json::parse(json, error);
  if (error || !document.is_object()) throw UnreadableResult("it is not a JSON object");
  return document;
}

}  // namespace

judge::Result read_result(std::string_view json, std::string_view measured) {
  const value document = parsed(json);
  const object& from = document.get_object();
  if (text(from, "schema") != "lockstep/result/v1") refuse("schema");
  judge::Result result;
  result.exercise = text(from, "exercise");
  result.score = small(from, "score");
  result.max_score = small(from, "max_score");
  result.status = named(from, "status", statuses);
  const std::string step = text(from, "sandbox");
  if (step.size() != 1) refuse("sandbox");
  result.sandbox = step.front();
  for (const value& each : list(from, "checks")) {
    result.checks.push_back(check_of(as_object(each, "checks")));
    judge::CheckResult& check = result.checks.back();
    check.undecided =
        result.status == judge::Status::grader_fault && check.status == judge::CheckStatus::skipped;
  }
  for (const value& each : list(from, "diagnostics")) {
    result.diagnostics.push_back(diagnostic_of(as_object(each, "diagnostics")));
  }
  for (const value& each : list(from, "faults")) {
    if (!each.is_string()) refuse("faults");
    result.faults.emplace_back(each.get_string());
  }
  if (const value* own = from.if_contains("measured")) {
    result.measured = measured_of(as_object(*own, "measured"));
  } else if (!measured.empty()) {
    result.measured = measured_of(parsed(measured).get_object());
  }
  return result;
}

}  // namespace lockstep::exports
