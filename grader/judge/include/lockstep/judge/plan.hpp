// Which checks may run now. Pure, like judge(), and agrees with it on what is skipped.
#pragma once

#include <string>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::judge {

/// Every check that was asked for and has no report is in exactly one of these, in the manifest's
/// order. Grading is over when `ready` and `waiting` are empty.
struct Plan {
  std::vector<std::string> ready;    // all it needs has passed; includes what runs already
  std::vector<std::string> waiting;  // something it needs has no report yet
  std::vector<std::string> skipped;  // something it needs did not pass
};

/// `only` as in Circumstances.
[[nodiscard]] Plan plan(const catalogue::Exercise& exercise,
                        const std::vector<verdict::CheckReport>& reports_so_far,
                        const std::vector<std::string>& only = {});

/// `only` and all that these checks need, in the manifest's order; every check where `only` is
/// empty. Throws catalogue::UnknownName.
[[nodiscard]] std::vector<std::string> selected(const catalogue::Exercise& exercise,
                                                const std::vector<std::string>& only);

}  // namespace lockstep::judge
