#include "values.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::explanation {
namespace {

constexpr std::size_t kWidestOutput = 40;
constexpr std::size_t kMostOutcomes = 6;
constexpr std::size_t kMostBytes = 8;

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    value = (value << 8U) | static_cast<unsigned char>(bytes[i - 1]);
  }
  return value;
}

/// Where something lies says nothing, and differs between an exploration and its replay.
bool is_address(std::uint64_t value) {
  constexpr std::uint64_t first = std::uint64_t{1} << 40U;
  constexpr std::uint64_t last = std::uint64_t{1} << 47U;
  return value >= first && value < last;
}

bool is_number(std::size_t size) { return size == 1 || size == 2 || size == 4 || size == 8; }

std::string shown_number(std::uint64_t value, std::size_t size) {
  const std::size_t bits = size * 8;
  const std::uint64_t all = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  constexpr std::uint64_t nearly_zero = 100'000;  // below 0, a negative number is more likely
  if (size >= 4 && all - value < nearly_zero) return fmt::format("-{}", all - value + 1);
  if (is_address(value)) return "a pointer";
  constexpr std::uint64_t largest = std::uint64_t{1} << 47U;
  return value >= largest ? fmt::format("{:#x}", value) : fmt::format("{}", value);
}

}  // namespace

std::string shown_value(std::string_view bytes) {
  if (bytes.empty()) return "";
  if (is_number(bytes.size())) return shown_number(number_of(bytes), bytes.size());
  if (bytes.size() > kMostBytes && is_address(number_of(bytes.substr(0, kMostBytes)))) return "";
  std::string text = "bytes";
  for (const char byte : bytes.substr(0, kMostBytes)) {
    text += fmt::format(" {:02x}", static_cast<unsigned char>(byte));
  }
  return bytes.size() > kMostBytes ? text + " …" : text;
}

std::string shown_output(std::string_view output) {
  while (output.ends_with('\n')) output.remove_suffix(1);
  if (output.empty()) return "nothing";
  constexpr std::size_t enough = 4 * kWidestOutput;
  const std::string text = verdict::printable(output.substr(0, enough));
  if (output.size() <= enough && verdict::columns(text) <= kWidestOutput) return text;
  return std::string(verdict::fitting(text, kWidestOutput - 1)) + "…";
}

std::string shown_outcomes(const explorer::report::Report& report) {
  std::string text = "{";
  const std::size_t shown = std::min(report.outcomes.size(), kMostOutcomes);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& outcome = report.outcomes[i];
    if (i > 0) text += ", ";
    text += shown_output(outcome.value);
    if (outcome.exit_status != 0) text += fmt::format(" (exit status {})", outcome.exit_status);
  }
  if (report.outcome_kinds > shown)
    text += fmt::format(", … {} more", report.outcome_kinds - shown);
  return text + "}";
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

}  // namespace lockstep::explanation
