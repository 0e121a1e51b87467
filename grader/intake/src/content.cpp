#include <fmt/format.h>
#include <lockstep/build/digest.hpp>
#include <lockstep/intake/intake.hpp>

namespace lockstep::intake {

std::string content_hash(const std::vector<store::SourceText>& files) {
  build::Digest digest;
  for (const store::SourceText& file : files) {
    digest.add_bytes(fmt::format("{}:{}\n", file.name, file.content.size()));
    digest.add_bytes(file.content);
  }
  return digest.hex();
}

std::string with_plain_line_ends(std::string text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i];
  }
  return plain;
}

}  // namespace lockstep::intake
