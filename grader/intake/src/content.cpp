#include <array>
#include <memory>

#include <openssl/evp.h>

#include <fmt/format.h>
#include <lockstep/intake/intake.hpp>

namespace lockstep::intake {

std::string content_hash(const std::vector<store::SourceText>& files) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(),
                                                                     &EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  for (const store::SourceText& file : files) {
    const std::string title = fmt::format("{}:{}\n", file.name, file.content.size());
    EVP_DigestUpdate(hash.get(), title.data(), title.size());
    EVP_DigestUpdate(hash.get(), file.content.data(), file.content.size());
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(hash.get(), digest.data(), &size);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
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
