// What a result depends on besides the submission.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/build/installation.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/store/standing.hpp>

namespace lockstep::batch {

/// Hashes of the programs that grade, and of what was built for the exercise. `release` is
/// Lockstep's version number. Throws build::GraderFault where a part is missing.
[[nodiscard]] store::Versions versions_of(const build::Installation& installation,
                                          const catalogue::Exercise& exercise,
                                          std::string_view release);

}  // namespace lockstep::batch
