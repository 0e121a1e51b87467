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
  static sandbox::Sandbox sandbox(the_setup.helper, the_setup.step);
  return sandbox;
}

verdict::CheckReport& current_report() {
  static verdict::CheckReport report;
  return report;
}

void report(verdict::Finding finding) { current_report().findings.push_back(std::move(finding)); }

void report_exploration(std::uint64_t interleavings, bool exhausted) {
  current_report().interleavings += interleavings;
  current_report().exhausted = exhausted;
}

}  // namespace lockstep::suite
