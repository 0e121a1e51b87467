// Typed, canonical bytes for values that cross from one process to another.
//
// Supported: bool, integers, double, enums with a fixed type (enumerators 0 … 63), std::string (any
// bytes), vector, optional, pair, tuple, array, map, chrono durations, and aggregates of these.
// A value has exactly one encoding, and decode() takes no other: every value carries its kind,
// integers are as short as they can be, map keys increase, nothing follows the end. So whatever
// decodes also encodes to the same bytes.
//
// Not a storage format: field names and versions are not sent, both sides are built together.
//
// THREADS  no shared state.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/wire/detail/value.hpp>
#include <lockstep/wire/error.hpp>
#include <lockstep/wire/limits.hpp>

namespace lockstep::wire {

template <typename T>
[[nodiscard]] std::string encode(const T& value) {
  detail::Writer out;
  detail::Value<T>::write(out, value);
  return std::move(out).finish();
}

/// Safe on any bytes: memory and recursion stay within `limits`. Throws DecodeError.
template <typename T>
[[nodiscard]] T decode(std::string_view bytes, const Limits& limits = {}) {
  detail::Reader in(bytes, limits);
  T value = detail::Value<T>::read(in);
  in.finish();
  return value;
}

}  // namespace lockstep::wire
