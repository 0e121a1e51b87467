// The byte in front of every value.
#pragma once

#include <cstdint>
#include <string>

namespace lockstep::wire::detail {

enum class Tag : std::uint8_t {
  boolean = 1,
  unsigned_integer,
  signed_integer,
  floating,
  enumeration,
  text,
  sequence,
  absent,
  present,
  record,
  map,
  duration,
};

inline std::string describe(Tag tag) {
  switch (tag) {
    case Tag::boolean:
      return "a bool";
    case Tag::unsigned_integer:
      return "an unsigned integer";
    case Tag::signed_integer:
      return "a signed integer";
    case Tag::floating:
      return "a double";
    case Tag::enumeration:
      return "an enumerator";
    case Tag::text:
      return "a string";
    case Tag::sequence:
      return "a sequence";
    case Tag::absent:
      return "an absent optional";
    case Tag::present:
      return "a present optional";
    case Tag::record:
      return "a record";
    case Tag::map:
      return "a map";
    case Tag::duration:
      return "a duration";
  }
  return "unknown tag " + std::to_string(static_cast<unsigned>(tag));
}

}  // namespace lockstep::wire::detail
