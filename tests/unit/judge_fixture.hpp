// An exercise and reports for the tests of the judge and of the report.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::judge {

inline catalogue::Check declared(std::string id, int points, std::vector<std::string> needs = {}) {
  catalogue::Check check;
  check.title = "Title of " + id;
  check.id = std::move(id);
  check.points = points;
  check.needs = std::move(needs);
  check.says = "What it means to fail.";
  return check;
}

/// threads.count ← threads.workers ← threads.arguments, threads.no-race; processes.count: 12
/// points.
inline catalogue::Exercise lock_counter() {
  catalogue::Exercise exercise;
  exercise.id = "ex4";
  exercise.title = "Lock counter";
  exercise.files = {"lock_counter.cpp"};
  exercise.checks = {
      declared("threads.arguments", 1, {"threads.workers"}), declared("threads.count", 3),
      declared("threads.workers", 2, {"threads.count"}),
      declared("threads.no-race", 4, {"threads.count"}), declared("processes.count", 2)};
  exercise.checks[3].title = "No data race between the threads";
  exercise.checks[3].hints = {"Which lines read the counter, and which write it?", "Then lock."};
  return exercise;
}

inline verdict::CheckReport passing(std::string check) {
  verdict::CheckReport report;
  report.check = std::move(check);
  return report;
}

inline verdict::CheckReport failing(std::string check, verdict::Word word,
                                    std::string message = "It went wrong.",
                                    std::string advice = "") {
  verdict::CheckReport report = passing(std::move(check));
  report.findings = {{word, std::move(message), std::move(advice), {}}};
  return report;
}

inline verdict::CheckReport faulty(std::string check, std::string fault) {
  verdict::CheckReport report = passing(std::move(check));
  report.fault = std::move(fault);
  return report;
}

inline std::vector<verdict::CheckReport> all_passing() {
  std::vector<verdict::CheckReport> reports;
  for (const catalogue::Check& check : lock_counter().checks) reports.push_back(passing(check.id));
  return reports;
}

}  // namespace lockstep::judge
