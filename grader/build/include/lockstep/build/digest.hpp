// SHA-256 of several texts: the same texts in the same order, and nothing else, give the same one.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace lockstep::build {

class Digest {
 public:
  Digest();
  /// With its length in front of it.
  void add(std::string_view text);
  /// At the end, once.
  [[nodiscard]] std::string hex();

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace lockstep::build
