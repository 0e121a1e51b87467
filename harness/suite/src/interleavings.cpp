#include "interleavings.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

#include <lockstep/explanation/check.hpp>
#include <lockstep/explanation/symbols.hpp>
#include <lockstep/sandbox/sandbox.hpp>
#include <lockstep/suite/run.hpp>

#include "state.hpp"

namespace lockstep::suite {

namespace {

using explorer::report::Report;
using explorer::report::Request;

constexpr const char* kInside = "/lockstep/program";
constexpr std::string_view kSubmission = "/lockstep/submission/";

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

std::string why_without_report(const std::string& shown, sandbox::Facts facts) {
  RawRun run;
  run.call = shown;
  run.facts = std::move(facts);
  const auto failure = failure_of(run);
  return "the exploration ended before it had a result: " +
         (failure ? failure->message : "the program ended");
}

sandbox::Program tool(const char* path, std::span<const std::string_view> options) {
  sandbox::Program program;
  program.argv = {path};
  program.argv.insert(program.argv.end(), options.begin(), options.end());
  program.environment = {"LC_ALL=C.UTF-8"};
  program.mounts = {{setup().explored, kInside}};
  return program;
}

std::string output_of(const sandbox::Program& program) {
  sandbox::Limits limits;
  limits.output_bytes = 32U << 20U;
  return the_sandbox().run(program, limits).output;
}

std::string hexadecimal(std::uint64_t address) {
  std::ostringstream text;
  text << "0x" << std::hex << address;
  return text.str();
}

std::optional<std::string> own_name(std::string_view path) {
  if (!path.starts_with(kSubmission)) return std::nullopt;
  return std::string(path.substr(kSubmission.size()));
}

}  // namespace

Explored explore_interleavings(const Request& request, const std::string& shown) {
  sandbox::Running running = the_sandbox().start(explored_program(), explorer_limits());
  const std::optional<std::string> bytes = running.exchange(wire::encode(request));
  sandbox::Facts facts = running.finish();
  if (!bytes) return {{}, why_without_report(shown, std::move(facts))};
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

explanation::Resolved resolve(const Report& report) {
  constexpr std::size_t kMost = 4000;  // on one command line
  std::vector<std::uint64_t> addresses = explanation::addresses_in(report);
  if (addresses.empty()) return {};
  addresses.resize(std::min(addresses.size(), kMost));
  sandbox::Program lines = tool("/usr/bin/addr2line", explanation::kSymbolOptions);
  lines.argv.insert(lines.argv.end(), {"-e", kInside});
  for (const std::uint64_t address : addresses) lines.argv.push_back(hexadecimal(address));
  explanation::Resolved resolved = explanation::read_symbols(output_of(lines), own_name);
  sandbox::Program names = tool("/usr/bin/nm", explanation::kVariableOptions);
  names.argv.emplace_back(kInside);
  resolved.variables = explanation::read_variables(output_of(names));
  return resolved;
}

}  // namespace lockstep::suite
