#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>

#include <fmt/format.h>
#include <lockstep/export/words.hpp>

#include "sarif.hpp"

namespace lockstep::exports::sarif_log {
namespace {

using boost::json::array;
using boost::json::object;

object text(std::string_view words) { return {{"text", lines(words)}}; }

bool in_submission(const Spot& spot) { return !spot.file.empty() && spot.file.front() != '/'; }

/// A path as the path of a URI.
std::string uri(std::string_view path) {
  std::string result;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) < 5;
    result += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return result;
}

object location_of(const Spot& spot) {
  object physical{{"artifactLocation", {{"uri", uri(spot.file)}, {"uriBaseId", "SUBMISSION"}}}};
  if (spot.line > 0) {
    object region{{"startLine", spot.line}};
    if (spot.column > 0) region["startColumn"] = spot.column;
    physical["region"] = std::move(region);
  }
  object location{{"physicalLocation", std::move(physical)}};
  if (!spot.role.empty()) location["message"] = text(spot.role);
  return location;
}

/// One flow for each thread, all in the order in which they ran.
object code_flow(const std::vector<Spot>& spots) {
  std::vector<std::string> threads;
  std::map<std::string, array> steps;
  int order = 0;
  for (const Spot& spot : spots) {
    if (!in_submission(spot)) continue;
    if (!steps.contains(spot.thread)) threads.push_back(spot.thread);
    object step{{"location", location_of(spot)}};
    order = std::max(order + 1, spot.step);
    step["executionOrder"] = order;
    steps[spot.thread].push_back(std::move(step));
  }
  array flows;
  for (const std::string& thread : threads) {
    flows.push_back(object{
        {"id", line(thread)}, {"message", text(thread)}, {"locations", std::move(steps[thread])}});
  }
  return {{"threadFlows", std::move(flows)}};
}

/// Places that name at least two threads are a short interleaving by themselves.
bool names_threads(const std::vector<Spot>& spots) {
  const auto named = [](const Spot& spot) { return !spot.thread.empty() && in_submission(spot); };
  if (spots.size() < 2 || !std::all_of(spots.begin(), spots.end(), named)) return false;
  return std::any_of(spots.begin(), spots.end(),
                     [&](const Spot& spot) { return spot.thread != spots.front().thread; });
}

/// FNV-1a: the same finding has the same fingerprint after lines were put in above it.
std::string fingerprint(const Finding& finding) {
  std::string subject = finding.rule + '\n' + finding.about;
  for (const Spot& spot : finding.spots) subject += '\n' + spot.file + '\t' + spot.role;
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : subject) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return fmt::format("{:016x}", hash);
}

object result_of(const Finding& finding, std::size_t rule) {
  const auto first = std::find_if(finding.spots.begin(), finding.spots.end(), in_submission);
  array related;
  for (auto spot = first + 1; spot != finding.spots.end(); ++spot) {
    if (!in_submission(*spot)) continue;
    object location = location_of(*spot);
    location["id"] = related.size() + 1;
    related.push_back(std::move(location));
  }
  object result{{"ruleId", finding.rule},
                {"ruleIndex", rule},
                {"level", finding.level},
                {"message", text(finding.message)},
                {"locations", array{location_of(*first)}},
                {"partialFingerprints", {{"lockstepFinding/v1", fingerprint(finding)}}}};
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  if (!finding.interleaving.empty()) {
    result["codeFlows"] = array{code_flow(finding.interleaving)};
  } else if (names_threads(finding.spots)) {
    result["codeFlows"] = array{code_flow(finding.spots)};
  }
  if (!finding.about.empty()) result["properties"] = {{"check", line(finding.about)}};
  return result;
}

/// Each rule once, in the order of its first finding.
std::vector<const Finding*> rules_of(const std::vector<Finding>& shown) {
  std::vector<const Finding*> rules;
  for (const Finding& finding : shown) {
    if (std::none_of(rules.begin(), rules.end(),
                     [&](const Finding* each) { return each->rule == finding.rule; })) {
      rules.push_back(&finding);
    }
  }
  return rules;
}

object driver_of(const std::vector<const Finding*>& rules, const std::string& version) {
  array all;
  for (const Finding* rule : rules) {
    all.push_back(object{{"id", rule->rule},
                         {"shortDescription", text(rule->summary)},
                         {"defaultConfiguration", {{"level", rule->level}}}});
  }
  return {{"name", "Lockstep"}, {"version", version}, {"rules", std::move(all)}};
}

object run_of(const Run& run, const std::string& version) {
  std::vector<Finding> shown;
  std::copy_if(run.findings.begin(), run.findings.end(), std::back_inserter(shown),
               [](const Finding& finding) {
                 return std::any_of(finding.spots.begin(), finding.spots.end(), in_submission);
               });
  const std::vector<const Finding*> rules = rules_of(shown);
  array results;
  for (const Finding& finding : shown) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const Finding* each) { return each->rule == finding.rule; });
    results.push_back(result_of(finding, static_cast<std::size_t>(rule - rules.begin())));
  }
  array notifications;
  for (const std::string& fault : run.faults) {
    notifications.push_back(object{{"level", "error"}, {"message", text(fault)}});
  }
  object invocation{{"executionSuccessful", run.faults.empty()}};
  if (!notifications.empty()) {
    invocation["toolExecutionNotifications"] = std::move(notifications);
  }
  object log{{"tool", {{"driver", driver_of(rules, version)}}},
             {"columnKind", "unicodeCodePoints"},
             {"originalUriBaseIds",
              {{"SUBMISSION", {{"description", text("the folder that was handed in")}}}}},
             {"invocations", array{std::move(invocation)}},
             {"results", std::move(results)}};
  if (!run.id.empty()) log["automationDetails"] = {{"id", line(run.id)}};
  return log;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string document(const std::vector<Run>& runs, const std::string& version) {
  array all;
  for (const Run& run : runs) all.push_back(run_of(run, version));
  const object log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", std::move(all)}};
  return boost::json::serialize(log) + '\n';
}

std::string thread_of(std::string_view role) {
  for (const std::string_view kind : {"thread ", "process "}) {
    const std::size_t at = role.find(kind);
    if (at == std::string_view::npos) continue;
    std::size_t end = at + kind.size();
    while (end < role.size() && is_digit(role[end])) ++end;
    if (end > at + kind.size()) return std::string(role.substr(at, end - at));
  }
  return role.starts_with("main ") ? "main" : "";
}

}  // namespace lockstep::exports::sarif_log
