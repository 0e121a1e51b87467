// Values as a student reads them: "{3, 0, 7}", "\"ann-0\"". Long values are cut in the middle of
// nothing: the first elements and the number of the others are shown.
#pragma once

#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/pfr.hpp>

namespace lockstep::suite {

inline constexpr std::size_t kShownElements = 8;

/// Quoted and escaped; at most 60 bytes of it.
[[nodiscard]] std::string show(std::string_view text);
[[nodiscard]] inline std::string show(const std::string& text) {
  return show(std::string_view(text));
}
[[nodiscard]] inline std::string show(const char* text) { return show(std::string_view(text)); }
[[nodiscard]] inline std::string show(bool value) { return value ? "true" : "false"; }

template <class T>
  requires std::is_arithmetic_v<T>
[[nodiscard]] std::string show(T value) {
  return std::to_string(value);
}

template <class Rep, class Period>
[[nodiscard]] std::string show(std::chrono::duration<Rep, Period> value) {
  const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(value).count();
  return std::to_string(ns) + " ns";
}

template <class T>
[[nodiscard]] std::string show(const std::optional<T>& value);
template <class T>
[[nodiscard]] std::string show(const std::vector<T>& values);

template <class T>
  requires(std::is_enum_v<T>)
[[nodiscard]] std::string show(T value) {
  return std::to_string(static_cast<long long>(value));
}

template <class T>
  requires(std::is_aggregate_v<T> && std::is_class_v<T>)
[[nodiscard]] std::string show(const T& value) {
  std::string text;
  boost::pfr::for_each_field(value, [&](const auto& field) {
    text += (text.empty() ? "" : ", ") + show(field);
  });
  return "{" + text + "}";
}

template <class T>
std::string show(const std::optional<T>& value) {
  return value ? show(*value) : "nothing";
}

template <class T>
std::string show(const std::vector<T>& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == kShownElements) return "{" + text + ", … " + std::to_string(values.size() - i) + " more}";
    text += (i == 0 ? "" : ", ") + show(static_cast<const T&>(values[i]));
  }
  return "{" + text + "}";
}

}  // namespace lockstep::suite
