// Memory straight from the kernel, for what must lie outside everything that is restored between
// executions.
//
// THREADS  no shared state.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lockstep::explorer::runtime {

inline constexpr std::size_t kPage = 4096;

[[nodiscard]] constexpr std::size_t pages_up(std::size_t bytes) noexcept {
  return (bytes + kPage - 1) & ~(kPage - 1);
}

/// Zeroed memory that is only taken when it is touched, at `wanted` where that is free. Ends the
/// process where there is none: nothing can be explored then.
[[nodiscard]] std::byte* map_pages(std::size_t bytes, std::uintptr_t wanted = 0) noexcept;

/// The first bytes of a mapping become a guard.
void guard_pages(std::byte* from, std::size_t bytes) noexcept;

/// Says why on standard error and ends the process, without a report.
[[noreturn]] void give_up(const char* why) noexcept;

}  // namespace lockstep::explorer::runtime
