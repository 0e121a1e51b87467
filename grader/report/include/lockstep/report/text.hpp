// A result as a student reads it in a terminal.
//
// Everything that a student's program or file could have put into the result is escaped here
// (verdict/printable.hpp), so nothing in it can move the cursor or forge a line of the report.
#pragma once

#include <functional>
#include <string>

#include <lockstep/judge/result.hpp>

namespace lockstep::report {

struct Style {
  bool colour = false;
  int width = 80;  // columns; less than 40 is taken as 40
};

/// Line `line` of a submitted file, without its end; empty where there is none.
using SourceLine = std::function<std::string(const std::string& file, int line)>;

/// The whole report, ending with the total. With `source_line`, places show the code.
[[nodiscard]] std::string text(const judge::Result& result, const Style& style,
                               const SourceLine& source_line = {});

}  // namespace lockstep::report
