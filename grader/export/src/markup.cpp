#include <lockstep/export/markup.hpp>

#include <lockstep/verdict/printable.hpp>

namespace lockstep::exports {
namespace {

std::string_view reference(char32_t value) {
  switch (value) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    case U'\'':
      return "&#39;";
    case 0xfffe:
      return "\\ufffe";
    case 0xffff:
      return "\\uffff";
    default:
      return "";
  }
}

}  // namespace

std::string escaped_markup(std::string_view text) {
  const std::string shown = verdict::printable_lines(text);
  std::string result;
  for (std::string_view rest = shown; !rest.empty();) {
    const verdict::CodePoint point = verdict::first_code_point(rest);
    const std::string_view instead = reference(point.value);
    result += instead.empty() ? rest.substr(0, point.length) : instead;
    rest.remove_prefix(point.length);
  }
  return result;
}

}  // namespace lockstep::exports
