#include <algorithm>
#include <future>
#include <iterator>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/messages.hpp>
#include <lockstep/build/tool.hpp>
#include <lockstep/build/toolchain.hpp>
#include <lockstep/policy/assembly.hpp>
#include <lockstep/verdict/printable.hpp>

#include "workbench.hpp"

namespace lockstep::explore {
namespace {

using judge::Diagnostic;

constexpr std::size_t kAtOnce = 4;
constexpr const char* kObject = "unit.o";
constexpr const char* kNotes = "assembly.notes";

sandbox::Limits limits() {
  sandbox::Limits limits = build::tool_limits();
  limits.memory_bytes = std::uint64_t{1} << 30U;  // libraries of headers may be included here
  limits.cpu = std::chrono::seconds(25);
  return limits;
}

void append(std::vector<std::string>& to, std::initializer_list<std::string> more) {
  to.insert(to.end(), more);
}

/// What both compilers print is one line for each message, without its source line.
void add_message_style(std::vector<std::string>& arguments, bool clang) {
  if (clang) {
    append(arguments, {"-fno-caret-diagnostics", "-ferror-limit=100", "-fno-color-diagnostics"});
  } else {
    append(arguments,
           {"-fdiagnostics-color=never", "-fno-diagnostics-show-caret",
            "-fdiagnostics-column-unit=byte", "-fmessage-length=0", "-fmax-errors=100",
            "-Wno-tsan"});  // it warns of fences, which libtsan ignores and explore does not
  }
}

std::string standard(const Flags& flags, Language language) {
  if (language == Language::c) return flags.c_standard;
  return flags.cpp_standard.empty() ? "-std=gnu++20" : flags.cpp_standard;
}

sandbox::Program command(const Workbench& bench, const Sources::Unit& unit) {
  const bool c = unit.language == Language::c;
  sandbox::Program program = build::tool(c ? bench.compilers.c : bench.compilers.cpp);
  auto& arguments = program.argv;
  const std::string folder(build::kSubmissionFolder);
  const std::string tree = folder.substr(0, folder.size() - 1);
  program.mounts = {{(bench.folder.path() / "tree").string(), tree}};
  arguments.emplace_back(bench.job.debug ? "-g" : "-g1");
  arguments.insert(arguments.end(), std::begin(build::kExploredFlags),
                   std::end(build::kExploredFlags));
  arguments.emplace_back("-pthread");
  if (std::string flag = standard(bench.job.flags, unit.language); !flag.empty()) {
    arguments.push_back(std::move(flag));
  }
  arguments.insert(arguments.end(), bench.job.flags.both.begin(), bench.job.flags.both.end());
  for (std::size_t i = 0; i < bench.sources.include.size(); ++i) {
    const IncludeFolder& each = bench.sources.include[i];
    append(arguments, {each.option, include_folder_inside(i)});
    program.mounts.push_back({each.folder.string(), include_folder_inside(i)});
    arguments.push_back("-ffile-prefix-map=" + include_folder_inside(i) + "=" +
                        include_folder_inside(i));
  }
  add_message_style(arguments, bench.compilers.clang);
  const fs::path tools = bench.installation.stage / "tools";
  if (::access((tools / "as").c_str(), X_OK) == 0) {
    arguments.emplace_back(bench.compilers.clang ? "-fno-integrated-as" : "-pipe");
    build::add_tools(program, tools.string());
    program.collect.push_back(kNotes);
  }
  const fs::path library = bench.installation.stage / "library";  // mends faults of libstdc++
  if (!c && ::access(library.c_str(), R_OK) == 0) {
    build::add_library_headers(program, library.string());
  }
  // Where the sandbox has no private mounts it puts the machine's path for the first of the two.
  append(arguments, {"-ffile-prefix-map=" + tree + "=" + tree, "-c", folder + unit.name, "-o",
                     std::string("/tmp/") + kObject});
  program.collect.push_back(kObject);
  return program;
}

struct Compiled {
  std::string object;  // its bytes
  std::vector<Diagnostic> diagnostics;
  bool inline_assembly = false;
};

/// The program has inline assembly of its own that is more than a pause or a fence. What the
/// system's headers have is left out.
bool has_inline_assembly(const sandbox::Facts& facts) {
  const auto notes = facts.files.find(kNotes);
  if (notes == facts.files.end()) return false;
  const policy::Assembly seen = policy::read_assembly(notes->second);
  return std::any_of(seen.inline_assembly.begin(), seen.inline_assembly.end(),
                     [](const policy::InlineAssembly& each) {
                       return !each.place.file.starts_with("/usr/") &&
                              !policy::is_harmless(each.text);
                     });
}

/// The user's names in place of those inside.
void rename(Diagnostic& diagnostic, const Sources& sources) {
  if (!diagnostic.in_submission) return;
  const auto name = sources.own_name(std::string(build::kSubmissionFolder) + diagnostic.file);
  if (!name) return;
  diagnostic.file = *name;
  if (diagnostic.source.empty()) diagnostic.source = sources.line(*name, diagnostic.line);
}

Diagnostic error_about(const std::string& file, std::string message) {
  Diagnostic diagnostic;
  diagnostic.in_submission = true;
  diagnostic.file = file;
  diagnostic.message = std::move(message);
  return diagnostic;
}

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& each) {
    return each.severity == judge::Severity::error;
  });
}

Compiled compile_unit(const Workbench& bench, const Sources::Unit& unit) {
  const sandbox::Program program = command(bench, unit);
  sandbox::Facts facts = bench.cache.run(bench.sandbox, program, limits());
  Compiled result;
  result.diagnostics = build::compiler_messages(facts.errors, bench.sources.tree);
  const auto object = facts.files.find(kObject);
  if (facts.ending.clean() && object != facts.files.end()) {
    result.object = std::move(object->second);
    result.inline_assembly = has_inline_assembly(facts);
  } else {
    const std::string& name = unit.name;
    const std::string death = build::how_it_died(facts, limits(), "the compiler");
    if (!death.empty()) {
      result.diagnostics.insert(result.diagnostics.begin(), error_about(name, death));
    } else if (!has_error(result.diagnostics)) {
      constexpr std::size_t most = 2000;
      result.diagnostics.push_back(error_about(
          name, fmt::format("the compiler refused this file (exit code {}):\n{}", facts.ending.code,
                            verdict::printable_lines(facts.errors.substr(0, most)))));
    }
  }
  for (Diagnostic& each : result.diagnostics) rename(each, bench.sources);
  return result;
}

}  // namespace

Made compile(const Workbench& bench) {
  const auto& units = bench.sources.units;
  std::vector<Compiled> compiled;
  for (std::size_t first = 0; first < units.size(); first += kAtOnce) {
    std::vector<std::future<Compiled>> running;
    for (std::size_t i = first; i < std::min(first + kAtOnce, units.size()); ++i) {
      running.push_back(std::async(std::launch::async,
                                   [&bench, &units, i] { return compile_unit(bench, units[i]); }));
    }
    for (auto& each : running) compiled.push_back(each.get());
  }
  Made made;
  bool refused = false;
  for (Compiled& each : compiled) {
    refused = refused || each.object.empty();
    made.inline_assembly = made.inline_assembly || each.inline_assembly;
    made.diagnostics.insert(made.diagnostics.end(), each.diagnostics.begin(),
                            each.diagnostics.end());
  }
  made.diagnostics = build::in_reading_order(std::move(made.diagnostics));
  if (refused) return made;
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    made.files.push_back(
        bench.folder.write(fmt::format("unit{}.o", i), compiled[i].object).string());
  }
  return made;
}

}  // namespace lockstep::explore
