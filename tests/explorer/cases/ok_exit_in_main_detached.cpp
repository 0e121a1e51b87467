// expect: ok
// about: the detached thread touches nothing that main's end destroys
#include <atomic>
#include <cstdlib>
#include <thread>

int main() {
  static std::atomic<int>* heartbeats = new std::atomic<int>(0);
  std::thread([] {
    for (int i = 0; i < 3; ++i) heartbeats->fetch_add(1);
  }).detach();
  std::exit(0);
}
