#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <lockstep/author/verify.hpp>
#include <lockstep/build/installation.hpp>
#include <lockstep/build/work_folder.hpp>
#include <lockstep/verdict/printable.hpp>

#include "commands.hpp"

namespace lockstep::cli {
namespace {

namespace fs = std::filesystem;

/// Folders of solutions that belong to no exercise.
std::vector<std::string> strays(const fs::path& solutions, const catalogue::Catalogue& catalogue) {
  std::set<std::string> known;
  for (const auto& entry : catalogue.entries()) known.insert(entry.id + "-" + entry.name);
  std::vector<std::string> found;
  std::error_code error;
  for (fs::directory_iterator at(solutions, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!known.contains(name)) found.push_back(name);
  }
  return found;
}

}  // namespace

int verify(const VerifyOptions& options) {
  const build::Installation installation = build::Installation::of_this_build();
  const catalogue::Catalogue catalogue(installation.exercises);
  author::Verification what;
  what.solutions = installation.solutions;
  if (options.quick) what.runs = 1;
  what.every_mutant = !options.sample;
  what.at_once = options.jobs + 1;  // the next one is there as soon as a slot is free
  bool failed = false;
  if (options.exercise) {
    what.exercises.push_back(catalogue.find(*options.exercise));
  } else {
    what.exercises = catalogue.all();
    for (const std::string& stray : strays(installation.solutions, catalogue)) {
      failed = true;
      say(fmt::format("FAIL  solutions/{} belongs to no exercise", verdict::printable(stray)));
    }
  }

  build::WorkFolder::remove_leftovers();
  session::Workshop workshop(installation, options.jobs, isolation(options.unsafe_no_sandbox));
  if (const std::string remark = sandbox_remark(workshop); !remark.empty()) say(remark);
  ProgressLine progress;
  const auto width = static_cast<std::size_t>(style_of_output().width);
  what.section_done = [&](const author::Section& section) {
    progress.clear();
    failed = failed || section.failures() > 0;
    static_cast<void>(print(author::table(section, width) + "\n"));
  };
  what.watch = [&](std::size_t done, std::size_t of) {
    progress.show(fmt::format("verified {}/{}", done, of));
  };
  author::verify(workshop, std::move(what));
  run_until_done(workshop, progress);
  progress.clear();
  return failed ? Exit::something_failed : Exit::all_passed;
}

}  // namespace lockstep::cli
