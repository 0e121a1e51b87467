// How each supported type is written and read: one specialisation of Value for each.
//
// `least` is the smallest number of bytes that a value of the type takes, never zero.
#pragma once

#include <array>
#include <bit>
#include <boost/pfr.hpp>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <lockstep/wire/detail/enumerators.hpp>
#include <lockstep/wire/detail/reader.hpp>
#include <lockstep/wire/detail/writer.hpp>

namespace lockstep::wire::detail {

template <typename T>
struct Value {
  static_assert(
      sizeof(T) == 0,
      "lockstep::wire cannot send this type: allowed are bool, integers, double, enums with "
      "a fixed type, std::string, vector, optional, pair, tuple, array, map, duration and "
      "plain aggregates of these");
};

template <>
struct Value<bool> {
  static constexpr std::size_t least = 2;
  static void write(Writer& out, bool value) {
    out.tag(Tag::boolean);
    out.varint(value ? 1 : 0);
  }
  static bool read(Reader& in) {
    in.tag(Tag::boolean);
    const std::size_t start = in.at();
    const std::uint8_t value = in.byte();
    if (value > 1) Reader::fail(start, "a bool is 0 or 1, found " + std::to_string(value));
    return value == 1;
  }
};

template <std::unsigned_integral T>
struct Value<T> {
  static constexpr std::size_t least = 2;
  static void write(Writer& out, T value) {
    out.tag(Tag::unsigned_integer);
    out.varint(value);
  }
  static T read(Reader& in) {
    in.tag(Tag::unsigned_integer);
    const std::size_t start = in.at();
    const std::uint64_t value = in.varint();
    if (value > std::numeric_limits<T>::max()) {
      Reader::fail(start, std::to_string(value) + " is out of range");
    }
    return static_cast<T>(value);
  }
};

/// Zigzag: 0, -1, 1, -2 … are sent as 0, 1, 2, 3 …
template <std::signed_integral T>
struct Value<T> {
  static constexpr std::size_t least = 2;
  static void write(Writer& out, T value) {
    const auto bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
    out.tag(Tag::signed_integer);
    out.varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }
  static T read(Reader& in) {
    in.tag(Tag::signed_integer);
    const std::size_t start = in.at();
    const std::uint64_t zigzag = in.varint();
    const auto value = static_cast<std::int64_t>((zigzag >> 1) ^ (~(zigzag & 1) + 1));
    if (value < std::numeric_limits<T>::min() || value > std::numeric_limits<T>::max()) {
      Reader::fail(start, std::to_string(value) + " is out of range");
    }
    return static_cast<T>(value);
  }
};

/// The bits as they are, NaNs and -0.0 too.
template <>
struct Value<double> {
  static constexpr std::size_t least = 9;
  static void write(Writer& out, double value) {
    out.tag(Tag::floating);
    out.fixed64(std::bit_cast<std::uint64_t>(value));
  }
  static double read(Reader& in) {
    in.tag(Tag::floating);
    return std::bit_cast<double>(in.fixed64());
  }
};

/// Enumerators from 0 to 63; a number that has no name is refused.
template <FixedEnum T>
struct Value<T> {
  static constexpr std::size_t least = 2;
  static void write(Writer& out, T value) {
    out.tag(Tag::enumeration);
    out.varint(static_cast<std::uint64_t>(value));
  }
  static T read(Reader& in) {
    in.tag(Tag::enumeration);
    const std::size_t start = in.at();
    const std::uint64_t value = in.varint();
    if (!is_enumerator<T>(value)) {
      Reader::fail(start, std::to_string(value) + " is not an enumerator of this type");
    }
    return static_cast<T>(value);
  }
};

template <>
struct Value<std::string> {
  static constexpr std::size_t least = 2;
  static void write(Writer& out, std::string_view value) {
    out.tag(Tag::text);
    out.text(value);
  }
  static std::string read(Reader& in) {
    in.tag(Tag::text);
    return std::string(in.text());
  }
};

template <typename T>
struct Value<std::vector<T>> {
  static constexpr std::size_t least = 2;
  static void write(Writer& out, const std::vector<T>& values) {
    out.tag(Tag::sequence);
    out.varint(values.size());
    for (auto&& value : values) Value<T>::write(out, value);
  }
  static std::vector<T> read(Reader& in) {
    in.tag(Tag::sequence);
    const std::size_t size = in.count(Value<T>::least, sizeof(T));
    const Reader::Nested nested(in);
    std::vector<T> values;
    values.reserve(size);
    for (std::size_t i = 0; i < size; ++i) values.push_back(Value<T>::read(in));
    return values;
  }
};

template <typename T>
struct Value<std::optional<T>> {
  static constexpr std::size_t least = 1;
  static void write(Writer& out, const std::optional<T>& value) {
    out.tag(value ? Tag::present : Tag::absent);
    if (value) Value<T>::write(out, *value);
  }
  static std::optional<T> read(Reader& in) {
    if (!in.either(Tag::present, Tag::absent)) return std::nullopt;
    const Reader::Nested nested(in);
    return Value<T>::read(in);
  }
};

/// Keys in strictly increasing order.
template <typename Key, typename T>
struct Value<std::map<Key, T>> {
  static constexpr std::size_t least = 2;
  static void write(Writer& out, const std::map<Key, T>& values) {
    out.tag(Tag::map);
    out.varint(values.size());
    for (const auto& [key, value] : values) {
      Value<Key>::write(out, key);
      Value<T>::write(out, value);
    }
  }
  static std::map<Key, T> read(Reader& in) {
    constexpr std::size_t node = sizeof(std::pair<const Key, T>) + 4 * sizeof(void*);
    in.tag(Tag::map);
    const std::size_t size = in.count(Value<Key>::least + Value<T>::least, node);
    const Reader::Nested nested(in);
    std::map<Key, T> values;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t start = in.at();
      Key key = Value<Key>::read(in);
      if (!values.empty() && !(values.rbegin()->first < key)) {
        Reader::fail(start, "a map's keys must be in increasing order");
      }
      T value = Value<T>::read(in);
      values.emplace_hint(values.end(), std::move(key), std::move(value));
    }
    return values;
  }
};

/// The period is part of the type and is not sent.
template <typename Rep, typename Period>
struct Value<std::chrono::duration<Rep, Period>> {
  using Duration = std::chrono::duration<Rep, Period>;
  static constexpr std::size_t least = 1 + Value<Rep>::least;
  static void write(Writer& out, Duration value) {
    out.tag(Tag::duration);
    Value<Rep>::write(out, value.count());
  }
  static Duration read(Reader& in) {
    in.tag(Tag::duration);
    return Duration(Value<Rep>::read(in));
  }
};

template <typename T, typename... Fields>
struct Tuple {
  static constexpr std::size_t least = 2 + (std::size_t{0} + ... + Value<Fields>::least);
  static void write(Writer& out, const T& value) {
    out.tag(Tag::record);
    out.varint(sizeof...(Fields));
    std::apply([&](const Fields&... fields) { (Value<Fields>::write(out, fields), ...); }, value);
  }
  static T read(Reader& in) {
    in.tag(Tag::record);
    in.fields(sizeof...(Fields));
    const Reader::Nested nested(in);
    return T{Value<Fields>::read(in)...};  // braces: from left to right
  }
};

template <typename... Fields>
struct Value<std::tuple<Fields...>> : Tuple<std::tuple<Fields...>, Fields...> {};

template <typename First, typename Second>
struct Value<std::pair<First, Second>> : Tuple<std::pair<First, Second>, First, Second> {};

template <typename T, std::size_t size>
struct Value<std::array<T, size>> {
  static constexpr std::size_t least = 2 + size * Value<T>::least;
  static void write(Writer& out, const std::array<T, size>& values) {
    out.tag(Tag::record);
    out.varint(size);
    for (const T& value : values) Value<T>::write(out, value);
  }
  static std::array<T, size> read(Reader& in) {
    in.tag(Tag::record);
    in.fields(size);
    const Reader::Nested nested(in);
    std::array<T, size> values{};
    for (T& value : values) value = Value<T>::read(in);
    return values;
  }
};

template <typename T>
concept Aggregate = std::is_class_v<T> && std::is_aggregate_v<T>;

template <typename T, std::size_t... fields>
constexpr std::size_t least_of_fields(std::index_sequence<fields...>) {
  return (std::size_t{0} + ... + Value<boost::pfr::tuple_element_t<fields, T>>::least);
}

template <Aggregate T>
struct Value<T> {
  static constexpr std::size_t size = boost::pfr::tuple_size_v<T>;
  static constexpr std::size_t least = 2 + least_of_fields<T>(std::make_index_sequence<size>());
  static void write(Writer& out, const T& value) {
    out.tag(Tag::record);
    out.varint(size);
    boost::pfr::for_each_field(
        value, [&out]<typename Field>(const Field& field) { Value<Field>::write(out, field); });
  }
  static T read(Reader& in) {
    in.tag(Tag::record);
    in.fields(size);
    const Reader::Nested nested(in);
    T value{};
    boost::pfr::for_each_field(
        value, [&in]<typename Field>(Field& field) { field = Value<Field>::read(in); });
    return value;
  }
};

}  // namespace lockstep::wire::detail
