#include <lockstep/build/tool.hpp>

#include <chrono>

#include <fmt/format.h>

namespace lockstep::build {
namespace {

using sandbox::Cause;

std::string file_too_large(const sandbox::Limits& limits, std::string_view tool) {
  return fmt::format("{} made more than {} MiB of this file. A huge initialised array?", tool,
                     limits.file_bytes >> 20U);
}

/// How a child of the driver died the kernel tells only of memory and tasks; the rest the driver
/// alone knows. Who forges these words has failed anyway.
std::string how_its_child_died(std::string_view errors, const sandbox::Limits& limits,
                               std::string_view tool) {
  if (errors.find("File size limit exceeded") != std::string_view::npos) {
    return file_too_large(limits, tool);
  }
  if (errors.find("internal compiler error") != std::string_view::npos) {
    return fmt::format("{} crashed on this file. Which part did you write last?", tool);
  }
  return "";
}

}  // namespace

void add_library_headers(sandbox::Program& compiler, const std::string& folder) {
  constexpr const char* inside = "/lockstep/library";
  compiler.argv.insert(compiler.argv.end(), {"-isystem", inside});
  compiler.mounts.push_back({folder, inside});
}

void add_tools(sandbox::Program& compiler, const std::string& folder) {
  const std::string inside = "/lockstep/tools";
  compiler.argv.push_back("-B" + inside + "/");
  // Without private mounts the folder's own name goes there, where a space begins another library.
  if (folder.find_first_of(" :") == std::string::npos) {
    compiler.environment.push_back("LD_PRELOAD=" + inside + "/huge_pages.so");
    compiler.environment.emplace_back("GLIBC_TUNABLES=glibc.malloc.hugetlb=1");
  }
  compiler.mounts.push_back({folder, inside});
}

sandbox::Limits tool_limits() {
  sandbox::Limits limits;
  // Only for who waits without computing. On a busy machine honest code may take a minute.
  limits.wall = std::chrono::seconds(120);
  limits.cpu = std::chrono::seconds(8);
  limits.memory_bytes = 512U << 20U;
  limits.tasks = 32;  // driver, compiler, assembler; mold starts a thread for each core
  limits.output_bytes = 1U << 20U;
  return limits;
}

sandbox::Program tool(const std::string& path) {
  sandbox::Program program;
  program.argv = {path};
  program.environment = {"PATH=/usr/bin:/bin", "TMPDIR=/tmp", "LC_ALL=C.UTF-8"};
  return program;
}

std::string how_it_died(const sandbox::Facts& facts, const sandbox::Limits& limits,
                        std::string_view tool) {
  switch (facts.ending.cause) {
    case Cause::memory_limit:
      return fmt::format(
          "{} needed more than {} MiB of memory for this file. A huge initialised "
          "array, or templates or constexpr without an end?",
          tool, limits.memory_bytes >> 20U);
    case Cause::cpu_limit:
    case Cause::wall_limit:
      return fmt::format(
          "{} did not finish this file within {} seconds. Templates or constexpr "
          "without an end, or a file that includes itself?",
          tool,
          std::chrono::ceil<std::chrono::seconds>(
              facts.ending.cause == Cause::cpu_limit ? limits.cpu : limits.wall)
              .count());
    case Cause::output_limit:
      return fmt::format(
          "{} had more to say about this file than {} KiB; begin with the first "
          "error",
          tool, limits.output_bytes >> 10U);
    case Cause::process_limit:
      return fmt::format("{} wanted more than {} processes for this file", tool, limits.tasks);
    case Cause::file_limit:
      return file_too_large(limits, tool);
    case Cause::signalled:
      return fmt::format("{} crashed (signal {}) on this file", tool, facts.ending.code);
    case Cause::exited:
    case Cause::tampering:
    case Cause::stuck:
    case Cause::stopped:
      break;
  }
  return how_its_child_died(facts.errors, limits, tool);
}

}  // namespace lockstep::build
