// Text in markup: HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace lockstep::exports {

/// & < > " ' as references. Control characters other than line ends and tabs, and the code points
/// that XML forbids, are written as `\x1b`. Valid in text and in quoted attributes.
[[nodiscard]] std::string escaped_markup(std::string_view text);

}  // namespace lockstep::exports
