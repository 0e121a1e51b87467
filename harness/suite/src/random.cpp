#include <lockstep/suite/random.hpp>

#include "state.hpp"

namespace lockstep::suite {

namespace {

/// FNV-1a: stable across machines and library versions, unlike std::hash.
std::uint64_t hash(std::string_view text, std::uint64_t value) {
  constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * kPrime;
  return value;
}

}  // namespace

Random::Random() : engine_(hash(setup().check, setup().seed ^ 0xcbf29ce484222325ULL)) {}

std::uint64_t Random::between(std::uint64_t low, std::uint64_t high) {
  const std::uint64_t span = high - low + 1;
  return span == 0 ? engine_() : low + engine_() % span;
}

int Random::integer(int low, int high) {
  const auto span = static_cast<std::uint64_t>(static_cast<std::int64_t>(high) - low);
  return static_cast<int>(low + static_cast<std::int64_t>(between(0, span)));
}

std::vector<std::uint64_t> Random::numbers(std::size_t count, std::uint64_t low,
                                           std::uint64_t high) {
  std::vector<std::uint64_t> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(between(low, high));
  return numbers;
}

std::string Random::word(std::size_t length) {
  std::string word;
  for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + between(0, 25));
  return word;
}

}  // namespace lockstep::suite
