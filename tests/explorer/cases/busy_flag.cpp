// expect: busy-wait
// about: correct, but it burns a processor until the other thread comes
#include <atomic>
#include <thread>

std::atomic<bool> go{false};
int data = 0;

int main() {
  std::thread t([] {
    data = 1;
    go = true;
  });
  while (!go) {
  }
  int seen = data;
  t.join();
  return seen == 1 ? 0 : 1;
}
