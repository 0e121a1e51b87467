// A line of source with a caret under one of its characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lockstep::catalogue {

/// Where and how an excerpt is drawn.
struct Frame {
  std::size_t indent = 4;
  std::size_t width = 100;  // columns, indent included; the note may stand past them
};

/// Two lines, each with its end: the source line, and a caret under byte `offset` with `note` after
/// it. Leading blanks are dropped, tabs become four spaces, what is not printable is escaped, and a
/// line that is too wide is cut on either side with "…" so that the caret stays visible.
[[nodiscard]] std::string excerpt(std::string_view source_line, std::size_t offset,
                                  std::string_view note, Frame frame = {});

}  // namespace lockstep::catalogue
