// Which value a load reads where nothing but chance decides: mostly the newest.
#pragma once

#include <cstddef>
#include <span>

#include <lockstep/explorer/strategy.hpp>

#include "random.hpp"

namespace lockstep::explorer {

/// `chosen`, or one of the older values of the same load behind it.
[[nodiscard]] inline std::size_t with_some_value(std::span<const Candidate> candidates,
                                                 std::size_t chosen, Random& random) noexcept {
  std::size_t end = chosen + 1;
  while (end < candidates.size() && candidates[end].choice.older != 0) ++end;
  if (end == chosen + 1 || random.below(3) != 0) return chosen;
  return chosen + 1 + random.below(static_cast<std::uint32_t>(end - chosen - 1));
}

}  // namespace lockstep::explorer
