// expect: ok
// exhausted: yes
// interleavings: 20
// outcomes: 6
// options: --strategy dpor
// about: C(6,3) orders of six increments, one outcome
#include <atomic>
#include <cstdio>
#include <thread>

static std::atomic<int> hits(0);

static void worker() {
  for (int i = 0; i < 3; i++) hits++;
}

int main() {
  std::thread t1(worker), t2(worker);
  t1.join();
  t2.join();
  printf("%d\n", hits.load());
}
