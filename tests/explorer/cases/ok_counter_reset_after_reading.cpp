// expect: ok
// outcomes: 0 5
// about: main looks under the lock, then writes without looking again: who comes first may matter
#include <iostream>
#include <mutex>
#include <thread>

std::mutex m;
int shared = 0;

int main() {
  std::thread worker([] {
    std::lock_guard<std::mutex> lock(m);
    shared = 5;
  });
  int seen = 0;
  {
    std::lock_guard<std::mutex> lock(m);
    seen = shared;
  }
  {
    std::lock_guard<std::mutex> lock(m);
    shared = 0;
  }
  worker.join();
  std::cout << seen << std::endl;
}
