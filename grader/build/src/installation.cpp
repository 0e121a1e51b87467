#include <lockstep/build/installation.hpp>

#include <cstdlib>
#include <string_view>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/toolchain.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::build {
namespace {

std::string moved(const char* variable, std::string_view built) {
  const char* value = std::getenv(variable);
  return std::string(value != nullptr && *value != '\0' ? value : built);
}

void require(const fs::path& part, int right, std::string_view what, std::string_view next_step) {
  if (::access(part.c_str(), right) == 0) return;
  throw GraderFault(
      fmt::format("{} is missing: {}\n{}", what, verdict::printable(part.string()), next_step));
}

}  // namespace

Installation Installation::of_this_build() {
  return {moved("LOCKSTEP_EXERCISES", kExercisesFolder),
          moved("LOCKSTEP_SOLUTIONS", kSolutionsFolder), moved("LOCKSTEP_STAGE", kStageFolder),
          moved("LOCKSTEP_LAUNCHER", kLauncher), moved("LOCKSTEP_STUDENT_CXX", kCompiler),
          kSourceFolder};
}

Parts parts_of(const Installation& installation, const catalogue::Exercise& exercise) {
  constexpr std::string_view build_it = "./grade in the clone builds what is missing";
  const fs::path folder = installation.stage / (exercise.id + "-" + exercise.name);
  const fs::path library = installation.stage / "lib";
  Parts parts{folder / "suite",
              folder / "entry.o",
              folder / "include",
              library / "liblockstep_entry.a",
              library / "liblockstep_native.a",
              library / "liblockstep_activity.a",
              library / "liblockstep_explored_entry.a",
              library / "liblockstep_explorer.a",
              installation.stage / "tools",
              installation.stage / "library",
              installation.compiler};
  require(parts.compiler, X_OK, "the compiler",
          "install g++ (sudo apt install g++) and build again with ./grade");
  require(installation.launcher, X_OK, "the sandbox's helper", build_it);
  require(parts.suite, X_OK, "the suite of " + exercise.id, build_it);
  require(parts.entry, R_OK, "the entry of " + exercise.id, build_it);
  require(parts.include / exercise.header(), R_OK, "the header of " + exercise.id, build_it);
  require(parts.tools / "as", X_OK, "what stands in the assembler's place", build_it);
  require(parts.tools / "huge_pages.so", R_OK, "what gives compilers huge pages", build_it);
  require(parts.library_headers, R_OK, "what mends the standard library's headers", build_it);
  require(parts.entry_library, R_OK, "the entry library", build_it);
  require(parts.native_library, R_OK, "the runtime that only runs", build_it);
  require(parts.activity_library, R_OK, "the activity recorder", build_it);
  require(parts.explored_entry_library, R_OK, "the entry library of explored programs", build_it);
  require(parts.explorer_library, R_OK, "the explorer's runtime", build_it);
  return parts;
}

}  // namespace lockstep::build
