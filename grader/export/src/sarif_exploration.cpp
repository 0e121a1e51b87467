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

const value& member(const object& from, std::string_view key) {
  const value* found = from.if_contains(key);
  if (found == nullptr) throw UnreadableResult(fmt::format("'{}' is missing", key));
  return *found;
}

std::string text_or_none(const object& from, std::string_view key) {
  const value& found = member(from, key);
  return found.is_string() ? std::string(found.get_string()) : std::string();
}

int number_or_none(const object& from, std::string_view key) {
  boost::system::error_code error;
  const int found = member(from, key).to_number<int>(error);
  return error ? 0 : found;
}

const array& list_or_none(const object& from, std::string_view key) {
  static const array none;
  const value* found = from.if_contains(key);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

Spot spot_of(const object& place) {
  const std::string role = text_or_none(place, "role");
  return {text_or_none(place, "file"),
          number_or_none(place, "line"),
          0,
          role,
          sarif_log::thread_of(role),
          0};
}

std::vector<Spot> interleaving_of(const object& document) {
  std::vector<Spot> spots;
  for (const value& each : list_or_none(document, "steps")) {
    const object& step = each.as_object();
    if (!member(step, "place").is_object()) continue;
    Spot spot = spot_of(member(step, "place").get_object());
    spot.thread = text_or_none(step, "thread");
    spot.step = number_or_none(step, "step");
    spot.role = spot.thread + " " + text_or_none(step, "does");
    spots.push_back(std::move(spot));
  }
  return spots;
}

Finding finding_of(const object& from) {
  Finding finding;
  finding.rule = text_or_none(from, "kind");
  const auto word = verdict::parse_word(text_or_none(from, "verdict"));
  finding.summary = word ? std::string(report::phrase(*word)) : finding.rule;
  finding.message = text_or_none(from, "message");
  if (const std::string advice = text_or_none(from, "advice"); !advice.empty()) {
    finding.message += "\n\n" + advice;
  }
  if (const std::string replay = text_or_none(from, "replay"); !replay.empty()) {
    finding.message += "\n\nreplay: " + replay;
  }
  for (const value& each : list_or_none(from, "places"))
    finding.spots.push_back(spot_of(each.as_object()));
  return finding;
}

Finding finding_of_diagnostic(const object& from) {
  Finding finding;
  const bool error = text_or_none(from, "severity") == "error";
  finding.rule = error ? "compiler-error" : "compiler-warning";
  finding.summary = error ? "does not compile" : "the compiler warns";
  finding.level = error ? "error" : "warning";
  finding.message = text_or_none(from, "message");
  finding.spots.push_back(
      {text_or_none(from, "file"), number_or_none(from, "line"), 0, finding.message, "", 0});
  return finding;
}

Run run_of(const object& document) {
  if (text_or_none(document, "schema") != "lockstep/explore/v1") {
    throw UnreadableResult("'schema' is not lockstep/explore/v1");
  }
  Run run;
  for (const value& each : list_or_none(document, "findings")) {
    run.findings.push_back(finding_of(each.as_object()));
  }
  // A replay explores for one finding, whose interleaving it is.
  if (run.findings.size() == 1) run.findings.front().interleaving = interleaving_of(document);
  for (const value& each : list_or_none(document, "diagnostics")) {
    const object& diagnostic = each.as_object();
    if (text_or_none(diagnostic, "severity") == "note") continue;
    run.findings.push_back(finding_of_diagnostic(diagnostic));
  }
  for (const value& each : list_or_none(document, "faults")) {
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
