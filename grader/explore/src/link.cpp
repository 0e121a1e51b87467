#include <algorithm>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/messages.hpp>
#include <lockstep/build/tool.hpp>
#include <lockstep/build/toolchain.hpp>
#include <lockstep/verdict/printable.hpp>

#include "workbench.hpp"

namespace lockstep::explore {
namespace {

using build::LinkerComplaint;
using judge::Diagnostic;

constexpr const char* kRuntime = "/lockstep/link/liblockstep_explorer.a";

std::string library_of(const build::Installation& installation) {
  const fs::path library = installation.stage / "lib" / "liblockstep_explorer.a";
  if (::access(library.c_str(), R_OK) != 0) {
    throw build::GraderFault(
        fmt::format("the explorer's runtime is missing: {}\n./grade in the clone builds what is "
                    "missing",
                    verdict::printable(library.string())));
  }
  return library.string();
}

sandbox::Program command(const Workbench& bench, const std::vector<std::string>& objects) {
  sandbox::Program program = build::tool(bench.compilers.cpp);
  auto& arguments = program.argv;
  arguments.emplace_back(build::kLinkerFlag);
  arguments.emplace_back("-pthread");
  arguments.insert(arguments.end(), std::begin(build::kExploredLinkerFlags),
                   std::end(build::kExploredLinkerFlags));
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string inside = fmt::format("/lockstep/link/unit{:04}.o", i);
    program.mounts.push_back({objects[i], inside});
    arguments.push_back(inside);
  }
  program.mounts.push_back({library_of(bench.installation), kRuntime});
  arguments.insert(arguments.end(), {kRuntime, "-latomic", "-lm"});
  const auto& libraries = bench.job.flags.libraries;
  arguments.insert(arguments.end(), libraries.begin(), libraries.end());
  const auto& flags = bench.job.flags.both;
  if (std::find(flags.begin(), flags.end(), "-fopenmp") != flags.end()) {
    arguments.emplace_back("-fopenmp");
  }
  arguments.insert(arguments.end(), {"-o", "/tmp/program"});
  program.collect = {"program"};
  return program;
}

/// Names of the runtime's side: what is missing there is no fault of the program.
bool is_ours(const std::string& symbol) {
  return symbol.starts_with("__tsan_") || symbol.starts_with("__sanitizer_") ||
         symbol.starts_with("__lockstep") || symbol.starts_with("lockstep::") ||
         symbol.starts_with("__wrap_") || symbol.starts_with("__real_") ||
         symbol.starts_with("AnnotateHappens") || symbol.starts_with("AnnotateIgnore");
}

std::string in_words(const LinkerComplaint& complaint, std::size_t files) {
  const std::string name = build::readable_symbol(complaint.symbol);
  if (complaint.symbol == "main") {
    if (complaint.duplicate) return "several files define main; name the files of one program";
    return files == 1
               ? std::string(
                     "there is no main here: explore runs a whole program. Name the file "
                     "with main as well, or write one that calls what you want to explore")
               : std::string("none of these files defines main; name the one that does as well");
  }
  if (complaint.duplicate) {
    return fmt::format(
        "`{}` is defined more than once; make it `static` or `inline`, or rename one", name);
  }
  return fmt::format(
      "`{}` is used but defined nowhere; name the file that defines it as well, or its library "
      "(-l…)",
      name);
}

std::vector<Diagnostic> messages_of(const std::string& errors, const Sources& sources) {
  std::vector<Diagnostic> found;
  for (const LinkerComplaint& complaint : build::linker_complaints(errors)) {
    Diagnostic diagnostic;
    diagnostic.in_submission = true;
    const bool no_main = complaint.symbol == "main" && !complaint.duplicate;
    if (sources.units.size() == 1 || no_main) {
      diagnostic.file = sources.shown.at(sources.units.front().name);
    }
    if (sources.units.size() > 1) diagnostic.file.clear();
    diagnostic.message = in_words(complaint, sources.units.size());
    if (std::find(found.begin(), found.end(), diagnostic) == found.end()) {
      found.push_back(std::move(diagnostic));
    }
  }
  // Without a main all else that is missing is likely to lie in the same file.
  std::stable_partition(found.begin(), found.end(), [](const Diagnostic& each) {
    return each.message.find(" main") != std::string::npos;
  });
  return found;
}

[[noreturn]] void give_up(const sandbox::Facts& facts) {
  constexpr std::size_t most = 2000;
  throw build::GraderFault(fmt::format("the linker failed (exit code {}):\n{}", facts.ending.code,
                                       verdict::printable_lines(facts.errors.substr(0, most))));
}

}  // namespace

Made link(const Workbench& bench, const std::vector<std::string>& objects) {
  const sandbox::Program program = command(bench, objects);
  sandbox::Facts facts = bench.sandbox.run(program, build::tool_limits());
  const auto made = facts.files.find("program");
  Made result;
  if (facts.ending.clean() && made != facts.files.end()) {
    result.files.push_back(bench.folder.write("program", made->second, true).string());
    return result;
  }
  for (const LinkerComplaint& complaint : build::linker_complaints(facts.errors)) {
    if (is_ours(complaint.symbol)) give_up(facts);
  }
  result.diagnostics = build::in_reading_order(messages_of(facts.errors, bench.sources));
  if (result.diagnostics.empty()) give_up(facts);
  return result;
}

}  // namespace lockstep::explore
