// A result as programs read it: schema lockstep/result/v1.
#pragma once

#include <string>

#include <lockstep/judge/result.hpp>

namespace lockstep::report {

/// One line of JSON with its end. Keys stand in a fixed order, so that equal results are equal
/// bytes; `stable` leaves out `measured`, all that differs from run to run. Texts are valid UTF-8
/// with control and direction characters other than line ends and tabs written as `\x1b`.
[[nodiscard]] std::string json(const judge::Result& result, bool stable);

}  // namespace lockstep::report
