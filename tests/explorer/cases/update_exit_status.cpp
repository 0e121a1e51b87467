// expect: lost-update|crash
// about: the difference shows in the exit status only
#include <atomic>
#include <thread>

std::atomic<int> votes{0};

void vote() {
  int v = votes.load(std::memory_order_relaxed);
  ++v;
  votes.store(v, std::memory_order_relaxed);
}

int main() {
  std::thread a(vote), b(vote), c(vote);
  a.join();
  b.join();
  c.join();
  return votes == 3 ? 0 : 1;
}
