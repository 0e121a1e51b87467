// The two scripts that Gradescope calls.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/catalogue/exercise.hpp>

namespace lockstep::bundle {

/// Called once, as root and with a network, when the image is made.
extern const std::string_view kSetup;

/// Called for each submission, as root of a container without further rights.
[[nodiscard]] std::string run_autograder(const catalogue::Exercise& exercise,
                                         bool unsafe_no_sandbox);

}  // namespace lockstep::bundle
