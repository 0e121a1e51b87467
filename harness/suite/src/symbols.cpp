#include "symbols.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <lockstep/explanation/symbols.hpp>
#include <lockstep/sandbox/sandbox.hpp>
#include <lockstep/suite/explore.hpp>

#include "state.hpp"

namespace lockstep::suite {

namespace {

std::string output_of(const char* path, std::span<const std::string_view> options,
                      const std::vector<std::string>& more, const std::string& of) {
  sandbox::Program tool;
  tool.argv = {path};
  tool.argv.insert(tool.argv.end(), options.begin(), options.end());
  tool.argv.insert(tool.argv.end(), more.begin(), more.end());
  tool.environment = {"LC_ALL=C.UTF-8"};
  tool.mounts = {{of, kInside}};
  sandbox::Limits limits;
  limits.output_bytes = 32U << 20U;
  return the_sandbox().run(tool, limits).output;
}

std::optional<std::string> own_name(std::string_view path) {
  if (!path.starts_with(kSubmissionFolder)) return std::nullopt;
  return std::string(path.substr(kSubmissionFolder.size()));
}

explanation::Resolved code_of(const std::string& program,
                              std::span<const std::uint64_t> addresses) {
  constexpr std::size_t kMost = 4000;  // on one command line
  std::vector<std::string> arguments{"-e", kInside};
  for (const std::uint64_t address : addresses.first(std::min(addresses.size(), kMost))) {
    arguments.push_back(fmt::format("{:#x}", address));
  }
  return explanation::read_symbols(
      output_of("/usr/bin/addr2line", explanation::kSymbolOptions, arguments, program), own_name);
}

}  // namespace

explanation::Resolved resolve(const explorer::report::Report& report) {
  const std::vector<std::uint64_t> addresses = explanation::addresses_in(report);
  if (addresses.empty()) return {};
  const std::string& program = setup().explored;
  explanation::Resolved resolved = code_of(program, addresses);
  resolved.variables = explanation::read_variables(
      output_of("/usr/bin/objdump", explanation::kVariableOptions, {kInside}, program));
  return resolved;
}

verdict::Place place_of_code(std::uint64_t address) {
  const std::vector<std::uint64_t> stack{address};
  return explanation::to_verdict(explanation::place_of(stack, code_of(setup().recorded, stack)));
}

}  // namespace lockstep::suite
