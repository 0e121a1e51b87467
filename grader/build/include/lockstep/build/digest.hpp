// SHA-256 of several pieces of text.
//
// THREADS  no shared state.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace lockstep::build {

class Digest {
 public:
  Digest();
  /// With its length in front of it, so that no two lists of texts look the same.
  void add(std::string_view text);
  /// As it is: the caller keeps one piece apart from the next.
  void add_bytes(std::string_view bytes);
  /// At the end, once.
  [[nodiscard]] std::string hex();

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace lockstep::build
