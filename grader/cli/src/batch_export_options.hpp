// The command line of `grade batch export`, `grade batch report` and `grade batch
// similarity-export`.
#pragma once

#include <string>
#include <vector>

#include "batch_options.hpp"

namespace lockstep::cli {

/// One of the words that this page reads.
[[nodiscard]] bool is_batch_export(const std::string& word);

/// What stands behind "batch", that word first. Throws UsageError.
[[nodiscard]] AnyBatchOptions read_batch_export_options(const std::vector<std::string>& arguments);

}  // namespace lockstep::cli
