// Values as they are shown: bytes of memory, what a program printed. Private to this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <lockstep/explorer/report.hpp>

namespace lockstep::explanation {

/// Bytes of memory, lowest first, as a number where they can be one: "3", "-1", "0x7ffe…", or as
/// bytes. Types are not known, so 0xffffffff is shown as -1.
[[nodiscard]] std::string shown_value(std::string_view bytes);

/// One line of at most about 40 columns; "nothing" where it is empty.
[[nodiscard]] std::string shown_output(std::string_view output);

/// "{200000, 199998}": the most frequent first, "… 3 more" where there are many.
[[nodiscard]] std::string shown_outcomes(const explorer::report::Report& report);

/// "1 interleaving", "7 interleavings".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& parts);

}  // namespace lockstep::explanation
