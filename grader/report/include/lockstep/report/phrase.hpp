// Verdict words as a first-year student reads them.
#pragma once

#include <string_view>

#include <lockstep/verdict/word.hpp>

namespace lockstep::report {

/// "took too long" for wall-limit. Field terms that the lessons teach stay: "data race".
[[nodiscard]] std::string_view phrase(verdict::Word word) noexcept;

}  // namespace lockstep::report
