// The sum of two million squares by a single thread; prints the processor's ticks for all of it.
#include <x86intrin.h>

#include <cstdint>
#include <cstdio>
#include <vector>

int main() {
  std::vector<std::uint32_t> numbers(2'000'000);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<std::uint32_t>(i % 1000);
  const unsigned long long begin = __rdtsc();
  std::uint64_t sum = 0;
  for (const std::uint32_t n : numbers) sum += std::uint64_t{n} * n;
  const unsigned long long ticks = __rdtsc() - begin;
  std::printf("%llu\n", sum != 0 ? ticks : 0);
}
