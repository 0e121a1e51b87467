#include "extras.hpp"

#include <fmt/format.h>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

#include "options.hpp"

namespace lockstep::cli {
namespace {

std::vector<std::string> names_of_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

}  // namespace

void refuse_extras(const CLI::App& command, std::vector<std::string> extras) {
  std::erase(extras, "--");  // behind it stand names that begin with a hyphen
  if (extras.empty()) return;
  const std::string& first = extras.front();
  const std::string shown = verdict::printable(first);
  if (!first.starts_with('-')) {
    throw UsageError(fmt::format("'{}' is one argument too many", shown));
  }
  if (const auto meant =
          catalogue::nearest(first.substr(0, first.find('=')), names_of_options(command))) {
    throw UsageError(fmt::format("unknown option '{}'; did you mean '{}'?", shown, *meant));
  }
  throw UsageError(
      fmt::format("unknown option '{0}'; for a file of this name write './{0}'", shown));
}

}  // namespace lockstep::cli
