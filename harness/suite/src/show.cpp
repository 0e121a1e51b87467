#include <lockstep/suite/show.hpp>

#include <array>
#include <cstdio>

namespace lockstep::suite {

namespace {

constexpr std::size_t kShownBytes = 60;

std::string escaped(char c) {
  switch (c) {
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    case '"': return "\\\"";
    case '\\': return "\\\\";
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte < 0x7f) return {c};
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\x%02x", byte);
  return text.data();
}

}  // namespace

std::string show(std::string_view text) {
  std::string shown = "\"";
  for (const char c : text.substr(0, kShownBytes)) shown += escaped(c);
  shown += '"';
  if (text.size() > kShownBytes) shown += "… (" + std::to_string(text.size()) + " bytes)";
  return shown;
}

}  // namespace lockstep::suite
