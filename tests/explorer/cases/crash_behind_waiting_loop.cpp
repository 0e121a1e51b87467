// expect: crash
// silent: looking again
// about: both waits look again, in a loop and with a predicate; what is wrong is the number of jobs
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

std::mutex m;
std::condition_variable not_empty;
std::condition_variable drained;
std::queue<int> jobs;
int left = 2;

void consumer() {
  std::unique_lock<std::mutex> lock(m);
  while (jobs.empty()) not_empty.wait(lock);
  assert(jobs.front() == 0);
  jobs.pop();
  left -= 1;
  drained.notify_one();
}

int main() {
  std::thread c1(consumer), c2(consumer);
  for (int i = 0; i < 2; i++) {
    std::lock_guard<std::mutex> lock(m);
    jobs.push(i);
    not_empty.notify_one();
  }
  std::unique_lock<std::mutex> lock(m);
  drained.wait(lock, [] { return left == 0; });
  lock.unlock();
  c1.join();
  c2.join();
}
