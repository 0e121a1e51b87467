// The kinds of findings: how each is called, and which verdict word it is.
#pragma once

#include <string_view>

#include <lockstep/explorer/report.hpp>
#include <lockstep/verdict/word.hpp>

namespace lockstep::explanation {

/// "use-after-free": the same in JSON and documentation.
[[nodiscard]] std::string_view name(explorer::report::FindingKind kind) noexcept;

/// "memory was used after it was freed": as a heading.
[[nodiscard]] std::string_view phrase(explorer::report::FindingKind kind) noexcept;

/// Misuse of a mutex, a thread or of memory is undefined behaviour: it counts as a crash, whether
/// or not this machine happened to survive it. A loop without an end and without any visible
/// operation counts as a livelock.
[[nodiscard]] verdict::Word word(explorer::report::FindingKind kind) noexcept;

/// What to try next.
[[nodiscard]] std::string_view advice(explorer::report::FindingKind kind) noexcept;

}  // namespace lockstep::explanation
