// expect: ok
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

int main() {
  constexpr int limit = 200;
  std::vector<char> composite(limit + 1, 0);
  for (int p = 2; p * p <= limit; ++p) {
    if (composite[p]) continue;
    for (int m = p * p; m <= limit; m += p) composite[m] = 1;
  }
  std::atomic<int> primes{0};
  std::vector<std::thread> threads;
  for (int part = 0; part < 4; ++part) {
    threads.emplace_back([&, part] {
      int mine = 0;
      for (int i = part * limit / 4 + 1; i <= (part + 1) * limit / 4; ++i) {
        if (i > 1 && !composite[i]) ++mine;
      }
      primes += mine;
    });
  }
  for (auto& t : threads) t.join();
  std::printf("%d\n", primes.load());
  return primes == 46 ? 0 : 1;
}
