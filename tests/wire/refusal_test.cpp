// What decode() must refuse.
#include <gtest/gtest.h>

#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/protocol.hpp>
#include <random>
#include <string_view>

#include "allocations.hpp"
#include "samples.hpp"

namespace {

using lockstep::wire::decode;
using lockstep::wire::DecodeError;
using lockstep::wire::encode;
using lockstep::wire::Limits;
using namespace std::string_view_literals;

template <typename T>
void refuses(std::string_view bytes, std::string_view reason, const Limits& limits = {}) {
  try {
    static_cast<void>(decode<T>(bytes, limits));
    FAIL() << "accepted, expected: " << reason;
  } catch (const DecodeError& error) {
    EXPECT_EQ(error.what(), reason);
  }
}

TEST(Refusal, EveryTruncationOfAValidMessage) {
  const std::string whole = encode(samples::everything());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_THROW(static_cast<void>(decode<samples::Everything>(whole.substr(0, length))),
                 DecodeError)
        << length;
  }
}

TEST(Refusal, BytesAfterTheEnd) {
  refuses<int>("\x03\x00\x00"sv, "byte 2: 1 bytes after the end of the value");
}

TEST(Refusal, AnotherType) {
  refuses<std::string>("\x03\x00"sv, "byte 0: expected a string, found a signed integer");
  refuses<unsigned>("\x03\x00"sv, "byte 0: expected an unsigned integer, found a signed integer");
  refuses<int>("\xee"sv, "byte 0: expected a signed integer, found unknown tag 238");
  refuses<int>(""sv, "byte 0: the message ends here, more was expected");
}

TEST(Refusal, WhatIsNotCanonical) {
  refuses<unsigned>("\x02\x80\x00"sv, "byte 1: an integer that is not in its shortest form");
  refuses<bool>("\x01\x02"sv, "byte 1: a bool is 0 or 1, found 2");
  refuses<std::uint64_t>("\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"sv,
                         "byte 1: an integer of more than 64 bits");
  refuses<std::uint64_t>("\x02\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"sv,
                         "byte 1: an integer of more than 64 bits");
  refuses<std::map<int, bool>>("\x0b\x02\x03\x02\x01\x00\x03\x02\x01\x00"sv,
                               "byte 6: a map's keys must be in increasing order");
}

TEST(Refusal, WhatIsOutOfRange) {
  refuses<std::uint8_t>(encode(256U), "byte 1: 256 is out of range");
  refuses<std::int8_t>(encode(-129), "byte 1: -129 is out of range");
  refuses<samples::Colour>("\x05\x03"sv, "byte 1: 3 is not an enumerator of this type");
  refuses<samples::Hidden>("\x05\x02"sv, "byte 1: 2 is not an enumerator of this type");
  refuses<samples::Colour>(encode(static_cast<samples::Colour>(200)),
                           "byte 1: 200 is not an enumerator of this type");
}

TEST(Refusal, RecordsOfAnotherLength) {
  refuses<samples::Point>(encode(std::tuple(1)), "byte 1: expected a record of 2 fields, found 1");
  refuses<std::array<int, 2>>(encode(std::array{1, 2, 3}),
                              "byte 1: expected a record of 2 fields, found 3");
}

TEST(Refusal, HugeClaimsAllocateNothing) {
  const auto claim = "\xff\xff\xff\xff\xff\xff\xff\xff\x7f"sv;
  const std::string text = "\x06" + std::string(claim) + "abc";
  const std::string list = "\x07" + std::string(claim) + std::string(64, '\x08');
  const std::string map = "\x0b" + std::string(claim) + std::string(64, '\x08');
  const std::size_t before = bytes_allocated();
  EXPECT_THROW(static_cast<void>(decode<std::string>(text)), DecodeError);
  EXPECT_THROW(static_cast<void>(decode<std::vector<std::string>>(list)), DecodeError);
  EXPECT_THROW(static_cast<void>(decode<std::vector<std::optional<int>>>(list)), DecodeError);
  EXPECT_THROW((static_cast<void>(decode<std::map<int, int>>(map))), DecodeError);
  EXPECT_LT(bytes_allocated() - before, std::size_t{16} << 10);
  refuses<std::vector<int>>(
      "\x07\x03\x03\x00\x03\x00"sv,
      "byte 1: a claim of 3 elements does not fit in the 4 bytes that remain");
}

TEST(Refusal, MoreMemoryThanAllowed) {
  const std::string bytes = encode(std::vector<std::string>(100));
  const Limits tight{.bytes = 1000, .memory = 99 * sizeof(std::string), .depth = 4};
  refuses<std::vector<std::string>>(bytes, "byte 1: more than 3168 bytes of memory for one message",
                                    tight);
}

TEST(Refusal, LongMessages) {
  refuses<std::string>(encode(std::string(98, 'x')),
                       "byte 0: the message has 100 bytes, at most 99 are allowed", {.bytes = 99});
}

TEST(Refusal, DeepMessages) {
  samples::Tree tree{"leaf", {}};
  for (int i = 0; i < 15; ++i) tree = samples::Tree{"node", {tree}};
  EXPECT_EQ(decode<samples::Tree>(encode(tree)), tree);  // a vector and a record for each level
  tree = samples::Tree{"root", {tree}};
  EXPECT_THROW(static_cast<void>(decode<samples::Tree>(encode(tree))), DecodeError);
}

/// What decodes must encode to the same bytes; everything else must be a DecodeError.
template <typename T>
bool canonical_or_refused(const std::string& bytes) {
  try {
    EXPECT_EQ(encode(decode<T>(bytes)), bytes);
    return true;
  } catch (const DecodeError&) {
    return false;
  }
}

TEST(Refusal, RandomBytesNeverCrash) {
  std::mt19937 random(20240917);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % 3 == 0 ? random() : random() % 14);
    canonical_or_refused<samples::Everything>(bytes);
    canonical_or_refused<samples::Tree>(bytes);
    canonical_or_refused<std::vector<std::optional<samples::Colour>>>(bytes);
    canonical_or_refused<std::map<int, std::vector<bool>>>(bytes);
    canonical_or_refused<lockstep::wire::Response>(bytes);
  }
}

TEST(Refusal, ChangedBytesNeverCrash) {
  std::mt19937 random(7);
  const std::string whole = encode(samples::everything());
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = whole;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    if (round % 2 == 0) bytes.erase(random() % bytes.size(), 1);
    accepted += canonical_or_refused<samples::Everything>(bytes) ? 1 : 0;
  }
  EXPECT_GT(accepted, 0);  // else the rounds never got past the first tag
}

}  // namespace
