// Prints the ticks of the processor's time stamp counter in a microsecond.
#include <x86intrin.h>

#include <chrono>
#include <cstdio>
#include <thread>

int main() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  const unsigned long long first = __rdtsc();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const unsigned long long ticks = __rdtsc() - first;
  const std::chrono::duration<double, std::micro> took = Clock::now() - begin;
  std::printf("%.2f\n", static_cast<double>(ticks) / took.count());
}
