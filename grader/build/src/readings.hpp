// What the preprocessor makes of a submission: it must be the same for both forms, and must not ask
// to be left out by the instrumentation.
//
// A file that reads `#ifdef __SANITIZE_THREAD__` could show correct code to the search for data
// races and run other code. Macros can spell such names in pieces, so the preprocessor has to be
// asked; it is asked only where the text could do so at all.
#pragma once

#include <optional>
#include <string_view>

#include <lockstep/verdict/finding.hpp>

namespace lockstep::build {

/// Nothing else than what contains these can tell the two forms apart, or name the attribute.
[[nodiscard]] bool needs_reading(std::string_view source);

/// `plain` and `instrumented` are what the preprocessor wrote; only lines of `file` are looked at.
[[nodiscard]] std::optional<verdict::Finding> tampering_in_readings(std::string_view plain,
                                                                    std::string_view instrumented,
                                                                    std::string_view file);

}  // namespace lockstep::build
