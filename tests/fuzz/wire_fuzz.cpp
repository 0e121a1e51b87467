// Bytes that claim to be a message: whatever decodes must encode to the very same bytes.
//
// The first byte picks the type, so that one corpus serves all that crosses from a submission.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <lockstep/explorer/activity.hpp>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/protocol.hpp>

namespace {

using namespace lockstep;

/// A little of everything that the codec knows.
struct Mixed {
  bool flag = false;
  std::int8_t small = 0;
  double number = 0;
  std::optional<std::string> text;
  std::pair<std::uint16_t, std::int64_t> two;
  std::map<std::string, std::vector<int>> table;
  std::vector<std::vector<std::string>> lists;
};

template <typename T>
void round_trip(std::string_view bytes) {
  // What a test machine has no memory for says nothing about the decoder.
  constexpr wire::Limits kSmall{1U << 20U, 8U << 20U, 32};
  try {
    if (wire::encode(wire::decode<T>(bytes, kSmall)) != bytes) std::abort();
  } catch (const wire::DecodeError&) {
  }
}

constexpr void (*kTypes[])(std::string_view) = {
    &round_trip<wire::Response>,
    &round_trip<wire::Request>,
    &round_trip<explorer::activity::Activity>,
    &round_trip<std::tuple<std::vector<std::string>>>,
    &round_trip<std::vector<std::vector<int>>>,
    &round_trip<Mixed>,
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  kTypes[data[0] % std::size(kTypes)](bytes);
  return 0;
}
