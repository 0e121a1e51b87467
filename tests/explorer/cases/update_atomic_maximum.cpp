// expect: lost-update
// lines: 12
// outcomes: 3 5
// about: compare, then store: a smaller value may come last
#include <atomic>
#include <cstdio>
#include <thread>

std::atomic<int> highest{0};

void report(int value) {
  if (value > highest.load()) highest.store(value);
}

int main() {
  std::thread a(report, 3), b(report, 5);
  a.join();
  b.join();
  std::printf("%d\n", highest.load());
}
