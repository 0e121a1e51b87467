// expect: crash
// options: --strategy pct --budget-runs 100
// about: SCHEDULES case 16: three orderings must come together
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> phase{0};
std::atomic<int> noise{0};

void first() {
  for (int i = 0; i < 3; ++i) noise.fetch_add(1);
  int expected = 0;
  phase.compare_exchange_strong(expected, 1);  // open
  noise.fetch_add(1);
  expected = 2;
  phase.compare_exchange_strong(expected, 3);  // only if the other came in between
  noise.fetch_add(1);
}

void second() {
  int expected = 1;
  phase.compare_exchange_strong(expected, 2);
  noise.fetch_add(1);
  assert(phase.load() != 3);
}

int main() {
  std::thread a(first), b(second);
  a.join();
  b.join();
}
