// expect: deadlock|lost-wakeup
// lines: 10
// about: notified before the value is changed
#include <atomic>
#include <thread>

std::atomic<int> turn{0};

int main() {
  std::thread t([] { turn.wait(0); });
  turn.notify_one();
  turn.store(1);
  t.join();
}
