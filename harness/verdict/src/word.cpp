#include <lockstep/verdict/word.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace lockstep::verdict {
namespace {

constexpr std::size_t word_count = static_cast<std::size_t>(Word::tampering) + 1;

// In the order of the enumeration.
constexpr std::array<std::string_view, word_count> names{
    "ok",
    "wrong-result",
    "data-race",
    "deadlock",
    "lost-wakeup",
    "livelock",
    "busy-wait",
    "lost-update",
    "crash",
    "uncaught-exception",
    "wall-limit",
    "cpu-limit",
    "memory-limit",
    "process-limit",
    "output-limit",
    "no-threads",
    "no-processes",
    "extra-threads",
    "extra-processes",
    "not-concurrent",
    "serialised",
    "not-shared",
    "not-isolated",
    "zombie",
    "unjoined-thread",
    "descriptor-leak",
    "memory-leak",
    "named-object-leak",
    "wrong-clock",
    "implausible-measurement",
    "invalid-argument-accepted",
    "tampering",
};

constexpr auto words = [] {
  std::array<Word, word_count> all{};
  for (std::size_t i = 0; i < word_count; ++i) all[i] = static_cast<Word>(i);
  return all;
}();

constexpr std::array<Word, word_count> gravest_first{
    Word::tampering,
    // What the schedule decides; everything below may be its consequence.
    Word::data_race, Word::lost_wakeup, Word::deadlock, Word::livelock,
    // How a run ended. Running out of tasks or memory throws; destroying an unjoined std::thread
    // aborts: the cause stands first.
    Word::process_limit, Word::memory_limit, Word::unjoined_thread, Word::crash,
    Word::uncaught_exception, Word::cpu_limit, Word::wall_limit, Word::output_limit,
    Word::lost_update,
    // What the kernel saw.
    Word::no_threads, Word::no_processes, Word::extra_threads, Word::extra_processes,
    Word::not_concurrent, Word::not_shared, Word::not_isolated, Word::serialised, Word::busy_wait,
    // What was left behind.
    Word::zombie, Word::descriptor_leak, Word::named_object_leak, Word::memory_leak,
    // What was returned.
    Word::wrong_clock, Word::implausible_measurement, Word::invalid_argument_accepted,
    Word::wrong_result, Word::ok};

static_assert(
    [] {
      for (const Word word : words) {
        if (std::count(gravest_first.begin(), gravest_first.end(), word) != 1) return false;
      }
      return true;
    }(),
    "every word has exactly one rank");

}  // namespace

std::string_view name(Word word) noexcept { return names.at(static_cast<std::size_t>(word)); }

std::optional<Word> parse_word(std::string_view name) noexcept {
  const auto* found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return words[static_cast<std::size_t>(found - names.begin())];
}

std::span<const Word> all_words() noexcept { return words; }

int gravity(Word word) noexcept {
  const auto* found = std::find(gravest_first.begin(), gravest_first.end(), word);
  return static_cast<int>(gravest_first.end() - found) - 1;
}

}  // namespace lockstep::verdict
