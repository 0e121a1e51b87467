#include "interleavings.hpp"

#include <optional>

#include <lockstep/explanation/check.hpp>
#include <lockstep/sandbox/sandbox.hpp>
#include <lockstep/suite/run.hpp>

#include "state.hpp"

namespace lockstep::suite {

namespace {

using explorer::report::Report;
using explorer::report::Request;

// The explorer keeps its history beside the program's memory.
constexpr std::uint64_t kExplorerMemory = 768U << 20U;

sandbox::Program explored_program() {
  sandbox::Program program;
  program.argv = {kInside};
  program.environment = {"PATH=/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp", "LANG=C.UTF-8"};
  program.mounts = {{setup().explored, kInside}};
  program.conversation = true;
  program.detect_stuck = true;
  return program;
}

sandbox::Limits explorer_limits() {
  sandbox::Limits limits = setup().limits;
  limits.memory_bytes += kExplorerMemory;
  return limits;
}

std::string why_without_report(sandbox::Facts facts) {
  RawRun run;
  run.call = "The exploration gave no result";
  run.facts = std::move(facts);
  const auto failure = failure_of(run);
  return failure ? failure->message : run.call + ".";
}

}  // namespace

Explored explore_interleavings(const Request& request) {
  sandbox::Running running = the_sandbox().start(explored_program(), explorer_limits());
  const std::optional<std::string> bytes = running.exchange(wire::encode(request));
  sandbox::Facts facts = running.finish();
  if (!bytes) return {{}, why_without_report(std::move(facts))};
  try {
    Explored explored{wire::decode<Report>(*bytes), {}};
    explanation::check(explored.report, request);
    return explored;
  } catch (const wire::DecodeError& error) {
    return {{}, std::string("the report of the exploration cannot be read: ") + error.what()};
  } catch (const explanation::ImplausibleReport& error) {
    return {{}, std::string("the report of the exploration cannot be true: ") + error.what()};
  }
}

}  // namespace lockstep::suite
