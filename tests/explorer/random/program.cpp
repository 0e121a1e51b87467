#include "program.hpp"

#include <array>
#include <random>
#include <string_view>

namespace lockstep::explorer_cases {
namespace {

/// Draws that are the same with every standard library, which std::uniform_int_distribution is not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

/// What the threads of one program do; few kinds, so that they meet.
constexpr std::array<std::string_view, 16> palettes{
    "rwac", "rrww", "aacr", "L",     "Lrw", "tLn",  "pvrw",   "dsrw",
    "RW",   "qx",   "gy",   "qgxye", "qxf", "rxwq", "qgxyfF", "rwacLtpvdsRWfqgexyF"};

std::string critical_section(Dice& dice, char object) {
  std::string text{'l', object};
  if (!dice.one_in(4)) text += std::string{'n', object};
  if (dice.one_in(5)) {  // a second lock inside, perhaps in the wrong order
    const char other = object == '0' ? '1' : '0';
    text += std::string{'l', other, 'n', other, 'u', other};
  }
  return text + std::string{'u', object};
}

std::string thread_text(Dice& dice, std::string_view palette, std::size_t steps,
                        std::size_t object_count) {
  std::string text;
  for (std::size_t i = 0; i < steps; ++i) {
    const char object = static_cast<char>('0' + dice.below(object_count));
    char what = palette[dice.below(palette.size())];
    if (what == 'n') what = 'L';  // only under its lock
    text += what == 'L' ? critical_section(dice, object) : std::string{what, object};
  }
  return text;
}

}  // namespace

std::vector<std::string> random_program(std::uint64_t seed) {
  Dice dice(seed * 2654435761U + 1);
  const std::string_view palette = palettes.at(dice.below(palettes.size()));
  const std::size_t threads = 2 + dice.below(2);
  const std::size_t object_count = 1 + dice.below(2);
  std::vector<std::string> program;
  for (std::size_t i = 0; i < threads; ++i) {
    const std::size_t most = threads == 2 ? 4 : 2;
    program.push_back(thread_text(dice, palette, 1 + dice.below(most), object_count));
  }
  return program;
}

}  // namespace lockstep::explorer_cases
