#include "state.hpp"

#include <memory>

#include <lockstep/suite/check.hpp>

namespace lockstep::suite {

namespace {
Setup the_setup;
}

void set_setup(Setup setup) { the_setup = std::move(setup); }

const Setup& setup() { return the_setup; }

sandbox::Sandbox& the_sandbox() {
  static sandbox::Sandbox sandbox(the_setup.sandbox, the_setup.step);
  return sandbox;
}

verdict::CheckReport& current_report() {
  static verdict::CheckReport report;
  return report;
}

void report(verdict::Finding finding) { current_report().findings.push_back(std::move(finding)); }

void note_undecided(const std::string& why) {
  if (!current_report().fault) current_report().fault = why;
}

void note_for_staff(const std::string& sentence) { current_report().notes.push_back(sentence); }

void note_replay(std::string encoded) {
  if (current_report().replay.empty()) current_report().replay = std::move(encoded);
}

void report_exploration(std::uint64_t interleavings, bool exhausted) {
  if (interleavings == 0) return;
  verdict::CheckReport& report = current_report();
  report.exhausted = exhausted && (report.interleavings == 0 || report.exhausted);
  report.interleavings += interleavings;
}

}  // namespace lockstep::suite
