// expect: memory-limit
#include "queue_summation.hpp"

constexpr unsigned long sum() {
  std::vector<std::vector<unsigned long>> all;
  for (int i = 0; i < 1'000'000; ++i) all.emplace_back(1000, i);
  return all.back().back();
}
constexpr unsigned long result = sum();
