#include <lockstep/explanation/symbols.hpp>

#include <unistd.h>

#include <lockstep/build/fault.hpp>
#include <lockstep/build/tool.hpp>

#include "workbench.hpp"

namespace lockstep::explore {
namespace {

/// Both are parts of binutils, as the linker is.
sandbox::Program tool_on(const std::string& name, const std::string& program,
                         std::span<const std::string_view> options) {
  const std::string path = "/usr/bin/" + name;
  if (::access(path.c_str(), X_OK) != 0) {
    throw build::GraderFault(name + " is missing: sudo apt install binutils");
  }
  sandbox::Program tool = build::tool(path);
  tool.argv.insert(tool.argv.end(), options.begin(), options.end());
  tool.mounts = {{program, kInside}};
  return tool;
}

std::string output_of(const Workbench& bench, const sandbox::Program& tool) {
  sandbox::Limits limits = build::tool_limits();
  limits.output_bytes = 32U << 20U;
  return bench.sandbox.run(tool, limits).output;
}

}  // namespace

explanation::Resolved resolve(const Workbench& bench, const std::string& program,
                              std::span<const std::uint64_t> addresses) {
  if (addresses.empty()) return {};
  constexpr const char* kAddresses = "/lockstep/addresses";
  const fs::path list = bench.folder.write("addresses", explanation::addresses_file(addresses));
  sandbox::Program lines = tool_on("addr2line", program, explanation::kSymbolOptions);
  lines.argv.insert(lines.argv.end(), {"-e", kInside, std::string("@") + kAddresses});
  lines.mounts.push_back({list.string(), kAddresses});
  explanation::Resolved resolved = explanation::read_symbols(
      output_of(bench, lines), [&](std::string_view path) { return bench.sources.own_name(path); });
  sandbox::Program names = tool_on("objdump", program, explanation::kVariableOptions);
  names.argv.emplace_back(kInside);
  resolved.variables = explanation::read_variables(output_of(bench, names));
  return resolved;
}

}  // namespace lockstep::explore
