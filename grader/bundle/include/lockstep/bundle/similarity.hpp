// Submissions as JPlag reads them: one folder for each student, and the stub as base code.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/export/entry.hpp>

namespace lockstep::bundle {

/// What a student handed in; empty: nothing.
using SourcesOf = std::function<std::vector<store::SourceText>(const exports::Entry&)>;

struct SimilarityLayout {
  std::filesystem::path submissions;  // JPlag's root folder
  std::filesystem::path base;         // what everyone was given
  std::size_t students = 0;
};

/// Writes below `folder`, which must be empty or not there. Throws build::NoSubmission where it
/// holds something, build::GraderFault for what cannot be written.
[[nodiscard]] SimilarityLayout write_similarity(const std::filesystem::path& folder,
                                                const catalogue::Exercise& exercise,
                                                const exports::Class& all,
                                                const SourcesOf& sources);

}  // namespace lockstep::bundle
