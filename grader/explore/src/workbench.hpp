// The steps of one exploration, and what they share. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <lockstep/build/compiler_cache.hpp>
#include <lockstep/build/installation.hpp>
#include <lockstep/build/work_folder.hpp>
#include <lockstep/explanation/place.hpp>
#include <lockstep/explore/job.hpp>
#include <lockstep/judge/result.hpp>
#include <lockstep/sandbox/sandbox.hpp>

#include "sources.hpp"

namespace lockstep::explore {

/// Where the program lies inside the sandbox.
inline constexpr const char* kInside = "/lockstep/program";

struct Compilers {
  std::string c;
  std::string cpp;
  bool clang = false;
};

/// Absolute paths. Throws build::NoSubmission for a compiler that the user named and that is not
/// there, build::GraderFault where this machine's own is missing.
[[nodiscard]] Compilers find_compilers(const std::string& wanted, const std::string& usual);

/// Refers to its parts: they must outlive it.
struct Workbench {
  sandbox::Sandbox& sandbox;
  const build::Installation& installation;
  const Job& job;
  build::WorkFolder& folder;
  Sources sources;
  Compilers compilers;
  build::CompilerCache cache = build::CompilerCache::of_this_user();
};

struct Made {
  std::vector<std::string> files;  // paths; empty: refused
  std::vector<judge::Diagnostic> diagnostics;
  bool inline_assembly = false;  // that does what the runtime cannot see; only g++ is asked

  [[nodiscard]] bool done() const { return !files.empty(); }
};

/// An object file for each unit. Throws build::GraderFault.
[[nodiscard]] Made compile(const Workbench& bench);

/// The program. Throws build::GraderFault where the fault is not the program's.
[[nodiscard]] Made link(const Workbench& bench, const std::vector<std::string>& objects);

/// What the explored program reported; without it, why there is no report.
struct Answer {
  std::optional<explorer::report::Report> report;
  std::string why_not;
};

[[nodiscard]] Answer run(const Workbench& bench, const std::string& program);

[[nodiscard]] explanation::Resolved resolve(const Workbench& bench, const std::string& program,
                                            std::span<const std::uint64_t> addresses);

}  // namespace lockstep::explore
