// expect: deadlock
// lines: 10 12 16
#include <mutex>
#include <thread>

std::mutex m;
int value = 0;

int main() {
  std::unique_lock<std::mutex> lock(m);
  std::thread t([] {
    std::lock_guard<std::mutex> inner(m);
    value = 1;
  });
  value = 2;
  t.join();
}
