#include <lockstep/report/json.hpp>

#include <chrono>
#include <string_view>
#include <utility>

#include <boost/json.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::report {
namespace {

namespace json_lib = boost::json;
using json_lib::array;
using json_lib::object;
using json_lib::value;

std::string safe(std::string_view text) { return verdict::printable_lines(text); }

value verdict_of(const judge::CheckResult& check) {
  if (check.status == judge::CheckStatus::skipped) return nullptr;
  return value(verdict::name(check.verdict));
}

object to_json(const judge::CheckResult& check) {
  array places;
  for (const verdict::Place& place : check.places) {
    places.push_back(
        object{{"file", safe(place.file)}, {"line", place.line}, {"role", safe(place.role)}});
  }
  value replay;
  if (check.replay) replay = safe(*check.replay);
  return {{"id", safe(check.id)},
          {"title", safe(check.title)},
          {"status", judge::name(check.status)},
          {"points", check.points},
          {"max_points", check.max_points},
          {"verdict", verdict_of(check)},
          {"message", safe(check.message)},
          {"advice", safe(check.advice)},
          {"places", std::move(places)},
          {"replay", std::move(replay)},
          {"interleavings", check.interleavings},
          {"exhausted", check.exhausted}};
}

object to_json(const judge::Diagnostic& diagnostic) {
  return {{"severity", judge::name(diagnostic.severity)},
          {"file", safe(diagnostic.file)},
          {"line", diagnostic.line},
          {"column", diagnostic.column},
          {"message", safe(diagnostic.message)},
          {"source", safe(diagnostic.source)}};
}

object to_json(const judge::Measured& measured) {
  object checks;
  for (const auto& [id, time] : measured.checks) checks[safe(id)] = time.count();
  return {{"host", safe(measured.host)},
          {"total_ms", measured.total.count()},
          {"compilation_ms", measured.compilation.count()},
          {"checks_ms", std::move(checks)}};
}

}  // namespace

std::string json(const judge::Result& result, bool stable) {
  array checks;
  for (const judge::CheckResult& check : result.checks) checks.push_back(to_json(check));
  array diagnostics;
  for (const judge::Diagnostic& each : result.diagnostics) diagnostics.push_back(to_json(each));
  array notes;
  for (const std::string& note : result.notes) notes.push_back(value(safe(note)));
  array faults;
  for (const std::string& fault : result.faults) faults.push_back(value(safe(fault)));
  object document{{"schema", "lockstep/result/v1"},
                  {"exercise", safe(result.exercise)},
                  {"score", result.score},
                  {"max_score", result.max_score},
                  {"status", judge::name(result.status)},
                  {"sandbox", std::string_view(&result.sandbox, 1)},
                  {"checks", std::move(checks)},
                  {"diagnostics", std::move(diagnostics)},
                  {"notes", std::move(notes)},
                  {"faults", std::move(faults)}};
  if (!stable) document["measured"] = to_json(result.measured);
  return json_lib::serialize(document) + '\n';
}

}  // namespace lockstep::report
