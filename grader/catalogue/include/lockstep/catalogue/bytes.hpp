// A number of bytes that cannot be mistaken for another number.
#pragma once

#include <compare>
#include <cstdint>

namespace lockstep::catalogue {

struct Bytes {
  std::uint64_t count = 0;

  auto operator<=>(const Bytes&) const = default;
};

[[nodiscard]] constexpr Bytes kib(std::uint64_t n) { return {n << 10U}; }
[[nodiscard]] constexpr Bytes mib(std::uint64_t n) { return {n << 20U}; }

}  // namespace lockstep::catalogue
