// `--export FORMAT=FILE`: one result in the formats of others.
#pragma once

#include <string>
#include <vector>

#include <lockstep/judge/result.hpp>

#include "options.hpp"

namespace lockstep::cli {

/// "gradescope=results.json". Throws UsageError, which says what was probably meant.
[[nodiscard]] std::vector<SingleExport> read_single_exports(const std::vector<std::string>& texts);

/// The same where only SARIF makes sense.
[[nodiscard]] std::vector<SingleExport> read_exploration_exports(
    const std::vector<std::string>& texts);

/// Writes all. For a grader fault Classroom 50's file is taken away instead of written, since its
/// scores cannot be blank. Throws build::GraderFault.
void write_single_exports(const std::vector<SingleExport>& all, const judge::Result& result);

/// `json` is what explore::json() made of the exploration. Throws build::GraderFault.
void write_exploration_exports(const std::vector<SingleExport>& all, const std::string& json);

}  // namespace lockstep::cli
