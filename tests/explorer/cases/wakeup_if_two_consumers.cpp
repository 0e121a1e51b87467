// expect: crash
// text: without looking again
// lines: 17
// about: SCHEDULES case 3: `if` around the wait, the second consumer finds the queue empty
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
  if (jobs.empty()) not_empty.wait(lock);
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
