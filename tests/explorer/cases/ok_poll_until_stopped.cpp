// expect: ok
// outcome: 3
// about: a worker that polls with a time limit until it is stopped, and one that gives up by itself
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable changed;
bool stop = false;
int finished = 0;

void until_stopped() {
  std::unique_lock lock(m);
  while (!stop) changed.wait_for(lock, std::chrono::milliseconds(100));
  ++finished;
}

void so_often(int tries) {
  std::unique_lock lock(m);
  for (int i = 0; i < tries && !stop; ++i) changed.wait_for(lock, std::chrono::milliseconds(1));
  finished += 2;
}

int main() {
  std::thread a(until_stopped), b(so_often, 40);
  b.join();
  {
    std::lock_guard guard(m);
    stop = true;
  }
  a.join();
  std::cout << finished << "\n";
}
