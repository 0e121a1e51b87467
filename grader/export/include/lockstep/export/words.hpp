// Sentences that several formats share. All texts come out escaped: valid UTF-8, and no control
// character but line ends and tabs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <lockstep/export/entry.hpp>

namespace lockstep::exports {

/// One line.
[[nodiscard]] std::string line(std::string_view text);

/// Several lines. Characters past `most` are counted: "… (312 more characters)".
[[nodiscard]] std::string lines(std::string_view text, std::size_t most = 20'000);

/// "data race", "not decided", "skipped: it needs threads.sums".
[[nodiscard]] std::string reason(const judge::CheckResult& check);

/// What happened, where, and what to try next; empty for a check that passed.
[[nodiscard]] std::string details(const judge::CheckResult& check);

/// "12 of 20 points", or why there are none.
[[nodiscard]] std::string headline(const Entry& entry);

/// Why there is no grade, what staff decided, what was wrong with what was handed in; may be empty.
[[nodiscard]] std::string note(const Entry& entry);

/// The first errors of the compiler; empty where it compiled.
[[nodiscard]] std::string compiler_errors(const judge::Result& result);

/// All of it for the student: headline, note, and each check with its details.
[[nodiscard]] std::string feedback(const Entry& entry);

}  // namespace lockstep::exports
