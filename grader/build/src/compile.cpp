#include <lockstep/build/compile.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/messages.hpp>
#include <lockstep/build/tool.hpp>
#include <lockstep/build/toolchain.hpp>
#include <lockstep/policy/policy.hpp>
#include <lockstep/verdict/printable.hpp>

#include "readings.hpp"

namespace lockstep::build {
namespace {

using judge::Diagnostic;

constexpr const char* kInclude = "/lockstep/include";
constexpr const char* kNotes = "assembly.notes";
constexpr const char* kObject = "student.o";
constexpr const char* kLinkFolder = "/lockstep/link/";

template <typename Range>
void append(std::vector<std::string>& arguments, const Range& more) {
  for (const auto& each : more) arguments.emplace_back(each);
}

const char* program_name(Target target) {
  switch (target) {
    case Target::native:
      return "native";
    case Target::explored:
      return "explored";
    case Target::recorded:
      return "recorded";
    case Target::race:
      break;
  }
  return "race";
}

Diagnostic error_at_file(const std::string& file, std::string message) {
  Diagnostic diagnostic;
  diagnostic.in_submission = true;
  diagnostic.file = file;
  diagnostic.message = std::move(message);
  return diagnostic;
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Compilation::Compilation(sandbox::Sandbox& sandbox, const CompilerCache& cache,
                         const catalogue::Exercise& exercise, Parts parts,
                         const Submission& submission, WorkFolder& folder)
    : sandbox_(sandbox),
      cache_(cache),
      exercise_(exercise),
      parts_(std::move(parts)),
      submission_(submission),
      folder_(folder) {
  // Under their own names in a folder of their own: where the sandbox has no private mounts, one of
  // them may include another.
  folder.make_folder("source");
  for (const SourceFile& file : submission.files) {
    const fs::path path = folder.write("source/" + file.name, file.content);
    sources_.push_back({path.string(), std::string(kSubmissionFolder) + file.name});
  }
}

Product Compilation::compile() const {
  sandbox::Program program = tool(parts_.compiler);
  auto& arguments = program.argv;
  append(arguments, kInstrumentedFlags);
  add_library_headers(program, parts_.library_headers.string());
  append(arguments, std::vector<std::string>{
                        "-fdiagnostics-color=never", "-fno-diagnostics-show-caret",
                        "-fdiagnostics-column-unit=byte", "-fmessage-length=0", "-fmax-errors=100",
                        "-pipe", std::string("-I") + kInclude,
                        "-c", std::string(kSubmissionFolder) + submission_.main_file(), "-o",
                        std::string("/tmp/") + kObject});
  // Places in reports are told apart from other people's code by this folder. Where the sandbox has
  // no private mounts it puts the machine's path for the first of the two, and the map does its
  // work.
  for (const sandbox::Mount& source : sources_) {
    arguments.push_back("-ffile-prefix-map=" + source.inside + "=" + source.inside);
  }
  program.mounts.insert(program.mounts.end(), sources_.begin(), sources_.end());
  program.mounts.push_back({parts_.include.string(), kInclude});
  add_tools(program, parts_.tools.string());
  program.collect = {kObject, kNotes};

  sandbox::Facts facts = cache_.run(sandbox_, program, tool_limits());
  Product product;
  product.diagnostics = compiler_messages(facts.errors, submission_);
  product.tampering = tampering(facts);
  if (!product.tampering) product.tampering = tampering_in_text();
  if (product.tampering) return product;
  const auto object = facts.files.find(kObject);
  if (!facts.ending.clean() || object == facts.files.end()) {
    return refused(facts, "the compiler", std::move(product.diagnostics));
  }
  product.diagnostics = in_reading_order(std::move(product.diagnostics));
  product.made = folder_.write(kObject, object->second);
  return product;
}

std::optional<verdict::Finding> Compilation::tampering(const sandbox::Facts& facts) const {
  const std::string& file = submission_.main_file();
  const auto notes = facts.files.find(kNotes);
  const policy::Assembly assembly =
      notes == facts.files.end() ? policy::Assembly() : policy::read_assembly(notes->second);
  const auto object = facts.files.find(kObject);
  if (!facts.ending.clean() || object == facts.files.end()) {
    const bool ended = !how_it_died(facts, tool_limits(), "").empty();
    return ended ? std::nullopt : policy::tampering_in(assembly, file);
  }
  if (notes == facts.files.end()) {
    throw GraderFault(fmt::format("{} did not call our assembler", parts_.compiler));
  }
  try {
    return policy::tampering_in(policy::read_object(object->second), assembly, file);
  } catch (const policy::ObjectError& error) {
    throw GraderFault(fmt::format("{} made an object file that cannot be read: {}", parts_.compiler,
                                  error.what()));
  }
}

std::string Compilation::preprocessed(std::span<const std::string_view> flags) const {
  constexpr const char* made = "student.ii";
  sandbox::Program program = tool(parts_.compiler);
  append(program.argv, flags);
  append(program.argv,
         std::vector<std::string>{"-w", "-E", std::string("-I") + kInclude,
                                  std::string(kSubmissionFolder) + submission_.main_file(), "-o",
                                  std::string("/tmp/") + made});
  program.mounts = sources_;
  program.mounts.push_back({parts_.include.string(), kInclude});
  program.collect = {made};
  sandbox::Facts facts = sandbox_.run(program, tool_limits());
  return std::move(facts.files[made]);
}

std::optional<verdict::Finding> Compilation::tampering_in_text() const {
  const bool needed =
      std::any_of(submission_.files.begin(), submission_.files.end(),
                  [](const SourceFile& file) { return needs_reading(file.content); });
  if (!needed) return std::nullopt;
  return tampering_in_readings(preprocessed(kStudentFlags), preprocessed(kInstrumentedFlags),
                               submission_.main_file());
}

Product Compilation::link(Target target) const {
  const std::string object = kObject;
  sandbox::Program program = tool(parts_.compiler);
  const std::string inside = kLinkFolder;
  append(program.argv, std::vector<std::string>{std::string(kLinkerFlag), "-pthread",
                                                inside + object, inside + "entry.o"});
  program.mounts = {{(folder_.path() / object).string(), inside + object},
                    {parts_.entry.string(), inside + "entry.o"}};
  const auto add_library = [&](const fs::path& library) {
    program.argv.push_back(inside + library.filename().string());
    program.mounts.push_back({library.string(), program.argv.back()});
  };
  if (target == Target::native) add_library(parts_.native_library);
  if (target == Target::recorded) add_library(parts_.activity_library);
  if (target == Target::explored) add_library(parts_.explorer_library);
  add_library(target == Target::explored ? parts_.explored_entry_library : parts_.entry_library);
  if (target == Target::explored) append(program.argv, kExploredLinkerFlags);
  if (target == Target::race) program.argv.emplace_back("-fsanitize=thread");
  append(program.argv, std::vector<std::string>{"-latomic", "-lm", "-o", "/tmp/program"});
  program.collect = {"program"};

  sandbox::Facts facts = sandbox_.run(program, tool_limits());
  const auto made = facts.files.find("program");
  if (!facts.ending.clean() || made == facts.files.end()) {
    const LinkedAgainst against{exercise_.id, read_text(parts_.include / exercise_.header())};
    return refused(facts, "the linker", linker_messages(facts.errors, submission_, against));
  }
  Product product;
  product.made = folder_.write(program_name(target), made->second, true);
  return product;
}

Product Compilation::refused(const sandbox::Facts& facts, std::string_view tool,
                             std::vector<Diagnostic> diagnostics) const {
  Product product;
  std::string death = how_it_died(facts, tool_limits(), tool);
  if (!death.empty()) {
    diagnostics.insert(diagnostics.begin(),
                       error_at_file(submission_.main_file(), std::move(death)));
  }
  product.diagnostics = in_reading_order(std::move(diagnostics));
  product.by_student = std::any_of(
      product.diagnostics.begin(), product.diagnostics.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == judge::Severity::error && diagnostic.in_submission;
      });
  if (!product.by_student) {
    constexpr std::size_t most = 2000;
    product.diagnostics.push_back(
        error_at_file("", fmt::format("{} failed (exit code {}):\n{}", tool, facts.ending.code,
                                      verdict::printable_lines(facts.errors.substr(0, most)))));
  }
  return product;
}

}  // namespace lockstep::build
