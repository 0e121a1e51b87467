// expect: busy-wait
// about: a queue is asked again and again, under its lock but without a pause
#include <mutex>
#include <queue>
#include <thread>

std::mutex m;
std::queue<int> q;

int pop() {
  while (true) {
    std::lock_guard<std::mutex> lock(m);
    if (!q.empty()) {
      int x = q.front();
      q.pop();
      return x;
    }
  }
}

int main() {
  int got = 0;
  std::thread consumer([&] { got = pop(); });
  {
    std::lock_guard<std::mutex> lock(m);
    q.push(9);
  }
  consumer.join();
  return got == 9 ? 0 : 1;
}
