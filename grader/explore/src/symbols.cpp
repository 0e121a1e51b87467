#include <lockstep/explanation/symbols.hpp>

#include <unistd.h>

#include <lockstep/build/fault.hpp>
#include <lockstep/build/tool.hpp>

#include "workbench.hpp"

namespace lockstep::explore {

explanation::Resolved resolve(const Workbench& bench, const std::string& program,
                              std::span<const std::uint64_t> addresses) {
  if (addresses.empty()) return {};
  constexpr const char* kTool = "/usr/bin/addr2line";
  constexpr const char* kInside = "/lockstep/program";
  constexpr const char* kAddresses = "/lockstep/addresses";
  if (::access(kTool, X_OK) != 0) {
    throw build::GraderFault("addr2line is missing: sudo apt install binutils");
  }
  const fs::path list = bench.folder.write("addresses", explanation::addresses_file(addresses));
  sandbox::Program tool = build::tool(kTool);
  tool.argv.insert(tool.argv.end(), std::begin(explanation::kSymbolOptions),
                   std::end(explanation::kSymbolOptions));
  tool.argv.insert(tool.argv.end(), {"-e", kInside, std::string("@") + kAddresses});
  tool.mounts = {{program, kInside}, {list.string(), kAddresses}};
  sandbox::Limits limits = build::tool_limits();
  limits.output_bytes = 32U << 20U;
  const sandbox::Facts facts = bench.sandbox.run(tool, limits);
  return explanation::read_symbols(
      facts.output, [&](std::string_view path) { return bench.sources.own_name(path); });
}

}  // namespace lockstep::explore
