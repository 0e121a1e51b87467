// What the preprocessor makes of a submission: it must be the same with instrumentation as without,
// must not ask to be left out by it, and must not call what it calls.
//
// A file that reads `#ifdef __SANITIZE_THREAD__` is another program here than on the student's own
// machine. Macros can spell such names in pieces, so the preprocessor has to be asked; it is asked
// only where the text could do so at all.
#pragma once

#include <optional>
#include <string_view>

#include <lockstep/verdict/finding.hpp>

namespace lockstep::build {

/// Nothing else can tell that it is instrumented, or name the attribute or the runtime.
[[nodiscard]] bool needs_reading(std::string_view source);

/// `plain` (without instrumentation) and `instrumented` are what the preprocessor wrote; only lines of `file` are looked at.
[[nodiscard]] std::optional<verdict::Finding> tampering_in_readings(std::string_view plain,
                                                                    std::string_view instrumented,
                                                                    std::string_view file);

}  // namespace lockstep::build
