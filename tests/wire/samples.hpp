// Types and values that the codec's tests share.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace samples {

enum class Colour : std::uint8_t { red, green, blue = 7 };

namespace {
enum class Hidden : int { zero, one };
}

struct Point {
  int x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

struct Tree {
  std::string name;
  std::vector<Tree> children;
  bool operator==(const Tree&) const = default;
};

struct Empty {
  bool operator==(const Empty&) const = default;
};

struct Everything {
  bool flag = false;
  std::int64_t number = 0;
  std::uint8_t small = 0;
  Colour colour = Colour::red;
  std::string bytes;
  std::vector<std::string> names;
  std::optional<int> maybe;
  std::optional<Point> point;
  std::pair<int, std::string> both;
  std::tuple<bool, double> tuple;
  std::array<std::int16_t, 3> three{};
  std::map<std::string, std::vector<int>> map;
  std::chrono::nanoseconds time{};
  std::vector<bool> bits;
  Empty empty;
  bool operator==(const Everything&) const = default;
};

inline Everything everything() {
  return {.flag = true,
          .number = -123456789012345,
          .small = 200,
          .colour = Colour::blue,
          .bytes = std::string("a\0\n\xff", 4),
          .names = {"", "Ann", "Ann"},
          .maybe = -1,
          .point = Point{3, -0.5},
          .both = {7, "seven"},
          .tuple = {false, 1e300},
          .three = {-1, 0, 1},
          .map = {{"", {}}, {"a", {1, 2}}},
          .time = std::chrono::nanoseconds(1'500'000'000),
          .bits = {true, false},
          .empty = {}};
}

}  // namespace samples
