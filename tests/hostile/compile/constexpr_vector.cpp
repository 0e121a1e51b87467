// expect: memory-limit
// Much memory for each operation: the compiler counts those, too.
#include "queue_summation.hpp"

struct Eight {
  unsigned long a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8;
};
struct Many {
  Eight a, b, c, d, e, f, g, h;
};
struct More {
  Many a, b, c, d, e, f, g, h;
};
constexpr unsigned long sum() {
  std::vector<std::vector<More>> all;
  for (int i = 0; i < 1'000'000; ++i) all.emplace_back(1000, More{});
  return all.back().back().a.a.a;
}
constexpr unsigned long result = sum();
