// expect: deadlock
// lines: 10
// about: one leaves the loop early and is missed at the barrier
#include <barrier>
#include <thread>

std::barrier meeting(2);

void rounds(int n) {
  for (int i = 0; i < n; ++i) meeting.arrive_and_wait();
}

int main() {
  std::thread a(rounds, 2), b(rounds, 1);
  a.join();
  b.join();
}
