#include "digest.hpp"

#include <array>

#include <fmt/format.h>

namespace lockstep::build {

Digest::Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
  EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
}

void Digest::add(std::string_view text) {
  const std::string size = fmt::format("{}:", text.size());
  EVP_DigestUpdate(context_.get(), size.data(), size.size());
  EVP_DigestUpdate(context_.get(), text.data(), text.size());
}

std::string Digest::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

}  // namespace lockstep::build
