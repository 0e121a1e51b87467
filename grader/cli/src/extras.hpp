// What is left over on a command line, answered with what was probably meant.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace lockstep::cli {

/// Throws UsageError about the first of `extras`, if there is one that belongs to nothing.
void refuse_extras(const CLI::App& command, std::vector<std::string> extras);

}  // namespace lockstep::cli
