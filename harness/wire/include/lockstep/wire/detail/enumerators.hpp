// Which values of an enum have a name. The language cannot say it; both compilers spell a value
// without a name as a cast, "(Kind)77", wherever they print a template argument.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lockstep::wire::detail {

/// An enum into which any number may be cast: `enum class`, or one with a stated type.
template <typename T>
concept FixedEnum = std::is_enum_v<T> && requires {
  T{0};
};

inline constexpr std::size_t enumerators_looked_at = 64;

template <auto value>
consteval bool has_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("value = "));
  const char first = text[text.find_last_of(":)= ") + 1];
  return first != '-' && (first < '0' || first > '9');
}

template <FixedEnum T, std::size_t... values>
consteval auto name_table(std::index_sequence<values...>) {
  return std::array<bool, sizeof...(values)>{has_name<static_cast<T>(values)>()...};
}

template <FixedEnum T>
inline constexpr auto names = name_table<T>(std::make_index_sequence<enumerators_looked_at>());

template <FixedEnum T>
constexpr bool is_enumerator(std::uint64_t value) {
  return value < enumerators_looked_at && names<T>[static_cast<std::size_t>(value)];
}

}  // namespace lockstep::wire::detail
