// Four million writes and reads by a single thread; prints the processor's ticks for each, which
// the explorer's virtual time does not touch.
#include <x86intrin.h>

#include <cstdio>

constexpr int kCells = 1000;
constexpr int kRounds = 2000;
int cells[kCells];

int main() {
  const unsigned long long begin = __rdtsc();
  for (int round = 0; round < kRounds; ++round) {
    for (int& cell : cells) cell += round;
  }
  const unsigned long long ticks = __rdtsc() - begin;
  std::printf("%.2f\n", static_cast<double>(ticks) / (2.0 * kCells * kRounds));
}
