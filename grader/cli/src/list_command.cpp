#include <algorithm>

#include <fmt/format.h>
#include <lockstep/build/installation.hpp>
#include <lockstep/catalogue/error.hpp>

#include "commands.hpp"

namespace lockstep::cli {

int list() {
  const catalogue::Catalogue catalogue(build::Installation::of_this_build().exercises);
  std::size_t widest = 0;
  for (const auto& entry : catalogue.entries()) widest = std::max(widest, entry.name.size());
  std::string text;
  std::string faults;
  for (const auto& entry : catalogue.entries()) {
    try {
      const catalogue::Exercise exercise = catalogue.find(entry.id);
      text += fmt::format("{:<4} {:<{}}  {:>2} points  {}\n", exercise.id, exercise.name, widest,
                          exercise.max_score(), exercise.summary);
    } catch (const catalogue::ManifestError& error) {
      faults += std::string(error.what()) + "\n";
    }
  }
  if (catalogue.entries().empty()) text = "there are no exercises here\n";
  if (!print(text)) return Exit::grader_fault;
  if (faults.empty()) return Exit::all_passed;
  say(faults.substr(0, faults.size() - 1));
  return Exit::grader_fault;
}

}  // namespace lockstep::cli
