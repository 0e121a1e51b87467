// expect: ok
// about: a bounded number of tries, then a real wait
#include <atomic>
#include <thread>

std::atomic<int> gate{0};

void wait_for_gate() {
  for (int i = 0; i < 20; ++i) {
    if (gate.load() != 0) return;
  }
  gate.wait(0);
}

int main() {
  std::thread t(wait_for_gate);
  gate.store(1);
  gate.notify_all();
  t.join();
}
