#include <boost/json.hpp>
#include <lockstep/explanation/kinds.hpp>
#include <lockstep/explore/show.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::explore {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using explanation::Place;

std::string safe(std::string_view text) { return verdict::printable_lines(text); }

std::string_view name(Status status) {
  switch (status) {
    case Status::did_not_compile:
      return "did-not-compile";
    case Status::unknown_replay:
      return "unknown-replay";
    case Status::grader_fault:
      return "grader-fault";
    default:
      return "explored";
  }
}

value or_null(const std::string& text) { return text.empty() ? value(nullptr) : value(safe(text)); }

object to_json(const Place& place) {
  return {{"file", safe(place.file)},
          {"line", place.line},
          {"function", safe(place.function)},
          {"role", safe(place.role)}};
}

object to_json(const explanation::Thread& thread) {
  value created = nullptr;
  if (thread.created.known()) created = to_json(thread.created);
  return {
      {"name", thread.name}, {"function", safe(thread.function)}, {"created", std::move(created)}};
}

object to_json(const explanation::Explanation& finding) {
  array places;
  for (const Place& place : finding.places) places.push_back(to_json(place));
  array threads;
  for (const auto& thread : finding.threads) threads.push_back(to_json(thread));
  return {{"kind", explanation::name(finding.kind)},
          {"verdict", verdict::name(explanation::word(finding.kind))},
          {"message", safe(finding.message)},
          {"advice", safe(finding.advice)},
          {"places", std::move(places)},
          {"threads", std::move(threads)},
          {"replay", or_null(finding.replay)},
          {"first_found", finding.first_found},
          {"preemptions", finding.preemptions}};
}

object to_json(const Outcome& outcome) {
  return {{"output", safe(outcome.output)},
          {"exit_status", outcome.exit_status},
          {"count", outcome.count},
          {"spurious", outcome.spurious},
          {"timed_out", outcome.timed_out}};
}

object to_json(const judge::Diagnostic& diagnostic) {
  return {{"severity", judge::name(diagnostic.severity)},
          {"file", safe(diagnostic.file)},
          {"line", diagnostic.line},
          {"column", diagnostic.column},
          {"message", safe(diagnostic.message)},
          {"source", safe(diagnostic.source)}};
}

object to_json(const explanation::Row& row) {
  value place = nullptr;
  if (row.place.known()) place = to_json(row.place);
  return {{"step", row.step},
          {"thread", explanation::thread_name(row.task)},
          {"does", safe(row.words)},
          {"place", std::move(place)},
          {"racing", row.racing}};
}

object to_json(const Measured& measured) {
  return {{"host", safe(measured.host)},
          {"total_ms", measured.total.count()},
          {"compilation_ms", measured.compilation.count()},
          {"exploration_ms", measured.exploration.count()}};
}

array texts(const std::vector<std::string>& all) {
  array result;
  for (const std::string& each : all) result.push_back(value(safe(each)));
  return result;
}

template <typename T>
array list(const std::vector<T>& all) {
  array result;
  for (const T& each : all) result.push_back(to_json(each));
  return result;
}

}  // namespace

std::string json(const Exploration& exploration, bool stable) {
  array faults;
  if (!exploration.fault.empty()) faults.push_back(value(safe(exploration.fault)));
  object document{{"schema", "lockstep/explore/v1"},
                  {"files", texts(exploration.files)},
                  {"status", name(exploration.status)},
                  {"verdict", or_null(std::string(verdict_of(exploration)))},
                  {"findings", list(exploration.findings)},
                  {"interleavings", exploration.interleavings},
                  {"exhausted", exploration.exhausted},
                  {"claims", texts(exploration.claims)},
                  {"undecided", texts(exploration.undecided)},
                  {"outcomes", list(exploration.outcomes)},
                  {"outcome_kinds", exploration.outcome_kinds},
                  {"notes", texts(exploration.notes)},
                  {"seed", exploration.seed},
                  {"sandbox", std::string_view(&exploration.sandbox, 1)},
                  {"diagnostics", list(exploration.diagnostics)},
                  {"faults", std::move(faults)}};
  if (exploration.lanes) {
    document["steps"] = list(exploration.lanes->rows);
    document["end_state"] = texts(exploration.lanes->end_state);
  }
  if (!stable) document["measured"] = to_json(exploration.measured);
  return boost::json::serialize(document) + '\n';
}

}  // namespace lockstep::explore
