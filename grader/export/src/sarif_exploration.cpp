// What `grade explore --json` wrote, as SARIF.
#include <fmt/format.h>
#include <lockstep/export/formats.hpp>
#include <lockstep/report/phrase.hpp>

#include "sarif.hpp"

namespace lockstep::exports {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using sarif_log::Finding;
using sarif_log::Run;
using sarif_log::Spot;

const value& at(const object& from, std::string_view key) {
  const value* found = from.if_contains(key);
  if (found == nullptr) throw UnreadableResult(fmt::format("'{}' is missing", key));
  return *found;
}

std::string text(const object& from, std::string_view key) {
  const value& found = at(from, key);
  return found.is_string() ? std::string(found.get_string()) : std::string();
}

int number(const object& from, std::string_view key) {
  boost::system::error_code error;
  const int found = at(from, key).to_number<int>(error);
  return error ? 0 : found;
}

const array& list(const object& from, std::string_view key) {
  static const array none;
  const value* found = from.if_contains(key);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

Spot spot_of(const object& place) {
  const std::string role = text(place, "role");
  return {text(place, "file"), number(place, "line"), 0, role, sarif_log::thread_of(role), 0};
}

std::vector<Spot> interleaving_of(const object& document) {
  std::vector<Spot> spots;
  for (const value& each : list(document, "steps")) {
    const object& step = each.as_object();
    if (!at(step, "place").is_object()) continue;
    Spot spot = spot_of(at(step, "place").get_object());
    spot.thread = text(step, "thread");
    spot.step = number(step, "step");
    spot.role = spot.thread + " " + text(step, "does");
    spots.push_back(std::move(spot));
  }
  return spots;
}

Finding finding_of(const object& from) {
  Finding finding;
  finding.rule = text(from, "kind");
  const auto word = verdict::parse_word(text(from, "verdict"));
  finding.summary = word ? std::string(report::phrase(*word)) : finding.rule;
  finding.message = text(from, "message");
  if (const std::string advice = text(from, "advice"); !advice.empty()) {
    finding.message += "\n\n" + advice;
  }
  if (const std::string replay = text(from, "replay"); !replay.empty()) {
    finding.message += "\n\nreplay: " + replay;
  }
  for (const value& each : list(from, "places")) finding.spots.push_back(spot_of(each.as_object()));
  return finding;
}

Finding finding_of_diagnostic(const object& from) {
  Finding finding;
  const bool error = text(from, "severity") == "error";
  finding.rule = error ? "compiler-error" : "compiler-warning";
  finding.summary = error ? "does not compile" : "the compiler warns";
  finding.level = error ? "error" : "warning";
  finding.message = text(from, "message");
  finding.spots.push_back({text(from, "file"), number(from, "line"), 0, finding.message, "", 0});
  return finding;
}

Run run_of(const object& document) {
  if (text(document, "schema") != "lockstep/explore/v1") {
    throw UnreadableResult("'schema' is not lockstep/explore/v1");
  }
  Run run;
  for (const value& each : list(document, "findings")) {
    run.findings.push_back(finding_of(each.as_object()));
  }
  // A replay explores for one finding, whose interleaving it is.
  if (run.findings.size() == 1) run.findings.front().interleaving = interleaving_of(document);
  for (const value& each : list(document, "diagnostics")) {
    const object& diagnostic = each.as_object();
    if (text(diagnostic, "severity") == "note") continue;
    run.findings.push_back(finding_of_diagnostic(diagnostic));
  }
  for (const value& each : list(document, "faults")) {
    run.faults.emplace_back(each.as_string().c_str());
  }
  return run;
}

}  // namespace

std::string sarif_of_exploration(std::string_view json, const std::string& version) {
  boost::system::error_code error;
  const value document = boost::json::parse(json, error);
  if (error || !document.is_object()) throw UnreadableResult("it is not a JSON object");
  try {
    return sarif_log::document({run_of(document.get_object())}, version);
  } catch (const std::invalid_argument&) {  // as_object() and its like
    throw UnreadableResult("a member is of the wrong kind");
  } catch (const boost::system::system_error&) {
    throw UnreadableResult("a member is of the wrong kind");
  }
}

}  // namespace lockstep::exports
