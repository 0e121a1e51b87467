// The verdict words: the same in manifests, results and documentation.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace lockstep::verdict {

/// Every way in which a check can end for a student. `ok` is the only one that earns points.
enum class Word {
  ok,
  wrong_result,
  data_race,
  deadlock,
  lost_wakeup,
  livelock,
  busy_wait,
  lost_update,
  crash,
  uncaught_exception,
  wall_limit,
  cpu_limit,
  memory_limit,
  process_limit,
  output_limit,
  no_threads,
  no_processes,
  extra_threads,
  extra_processes,
  not_concurrent,
  serialised,
  not_shared,
  not_isolated,
  zombie,
  unjoined_thread,
  descriptor_leak,
  memory_leak,
  named_object_leak,
  wrong_clock,
  implausible_measurement,
  invalid_argument_accepted,
  tampering
};

/// "data-race" for Word::data_race.
[[nodiscard]] std::string_view name(Word word) noexcept;

/// The inverse of name(); nullopt for anything else.
[[nodiscard]] std::optional<Word> parse_word(std::string_view name) noexcept;

/// All words, in the order of the enumeration.
[[nodiscard]] std::span<const Word> all_words() noexcept;

/// Higher outranks lower where one check has several findings; no two words are equal.
///
/// A cause outranks what it causes: a data race outranks the crash or the wrong output that it
/// leads to, a lost wakeup the deadlock, a limit on tasks the exception thrown because of it.
/// Where neither causes the other, the word that says more comes first, so `wrong-result` is last.
[[nodiscard]] int gravity(Word word) noexcept;

}  // namespace lockstep::verdict
