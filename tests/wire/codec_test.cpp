#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/protocol.hpp>

#include "samples.hpp"

namespace {

using lockstep::wire::decode;
using lockstep::wire::encode;
using namespace std::chrono_literals;

template <typename T>
void comes_back(const T& value) {
  EXPECT_EQ(decode<T>(encode(value)), value);
}

template <typename T>
void limits_come_back() {
  comes_back(std::numeric_limits<T>::min());
  comes_back(std::numeric_limits<T>::max());
  comes_back(T{0});
  comes_back(T{1});
}

TEST(Codec, IntegersComeBackExactly) {
  limits_come_back<char>();
  limits_come_back<signed char>();
  limits_come_back<unsigned char>();
  limits_come_back<short>();
  limits_come_back<int>();
  limits_come_back<unsigned>();
  limits_come_back<std::int64_t>();
  limits_come_back<std::uint64_t>();
  for (unsigned shift = 0; shift < 64; ++shift) {
    comes_back(std::uint64_t{1} << shift);
    comes_back((std::uint64_t{1} << shift) - 1);
    comes_back(-static_cast<std::int64_t>((std::uint64_t{1} << shift) - 1));
  }
  comes_back(-1);
}

TEST(Codec, DoublesKeepEveryBit) {
  const std::uint64_t odd_nan = 0x7ff8'0000'dead'beef;
  for (const double value : {0.0, -0.0, 0.1, 1e-310, HUGE_VAL, std::bit_cast<double>(odd_nan)}) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(decode<double>(encode(value))),
              std::bit_cast<std::uint64_t>(value));
  }
}

TEST(Codec, AggregatesComeBack) {
  comes_back(samples::everything());
  comes_back(samples::Everything{});
  comes_back(samples::Tree{"root", {{"a", {{"b", {}}}}, {"c", {}}}});
  comes_back(std::vector<samples::Empty>(3));
}

TEST(Codec, OptionalsInsideOptionalsStayApart) {
  using Twice = std::optional<std::optional<int>>;
  comes_back(Twice{});
  comes_back(Twice{std::optional<int>{}});
  comes_back(Twice{5});
}

TEST(Codec, DurationsAndEnumsComeBack) {
  comes_back(-5ns);
  comes_back(std::chrono::duration<double>(0.25));
  comes_back(samples::Colour::blue);
  comes_back(samples::Hidden::one);
}

TEST(Codec, ProtocolMessagesComeBack) {
  using lockstep::wire::Request;
  using lockstep::wire::Response;
  comes_back(Request{"sum", encode(std::tuple(1, std::string("x"))), {-5, true}});
  comes_back(Response{Response::Kind::threw, "", "std::system_error", "no\0", "\xff"});
}

TEST(Codec, SmallMessagesAreSmall) {
  EXPECT_EQ(encode(5), std::string("\x03\x0a"));
  EXPECT_EQ(encode(std::string("ab")), std::string("\x06\x02"
                                                   "ab"));
  EXPECT_EQ(encode(std::tuple<>{}), std::string("\x0a\0", 2));
}

}  // namespace
