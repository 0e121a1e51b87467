// expect: ok
// exhausted: yes
// about: SCHEDULES case 3
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

std::mutex m;
std::condition_variable not_empty;
std::queue<int> jobs;

void consumer() {
  std::unique_lock<std::mutex> lock(m);
  while (jobs.empty()) not_empty.wait(lock);
  assert(!jobs.empty());
  jobs.pop();
}

void producer() {
  for (int i = 0; i < 2; i++) {
    std::lock_guard<std::mutex> lock(m);
    jobs.push(i);
    not_empty.notify_one();
  }
}

int main() {
  std::thread c1(consumer), c2(consumer), p(producer);
  p.join();
  c1.join();
  c2.join();
}
