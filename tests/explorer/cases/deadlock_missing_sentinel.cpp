// expect: deadlock
// lines: 16
// about: two consumers, one end marker
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

std::queue<int> q;
std::mutex m;
std::condition_variable cv;

void consumer() {
  for (;;) {
    std::unique_lock<std::mutex> lk(m);
    cv.wait(lk, [] { return !q.empty(); });
    int x = q.front();
    q.pop();
    if (x < 0) return;
  }
}

void put(int x) {
  std::lock_guard<std::mutex> lk(m);
  q.push(x);
  cv.notify_all();
}

int main() {
  std::thread c1(consumer), c2(consumer);
  put(1);
  put(-1);
  c1.join();
  c2.join();
}
