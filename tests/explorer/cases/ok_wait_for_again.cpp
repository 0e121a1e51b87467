// expect: ok
// outcome: go
// about: a wait with a time limit, in a loop: time passes for the other thread as well
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

std::mutex m;
std::condition_variable changed;
bool ready = false;

int main() {
  std::thread t([] {
    std::this_thread::sleep_for(50ms);
    std::lock_guard guard(m);
    ready = true;
    changed.notify_one();
  });
  {
    std::unique_lock lock(m);
    while (!changed.wait_for(lock, 20ms, [] { return ready; })) {
    }
  }
  t.join();
  std::cout << "go\n";
}
