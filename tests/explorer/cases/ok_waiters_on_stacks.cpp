// expect: ok
// about: the same with the notification under the lock; the waiter cannot be gone by then
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

struct Waiter {
  std::condition_variable cv;
  int item = 0;
  bool served = false;
};

std::mutex m;
std::vector<Waiter*> waiting;
std::vector<int> items;

int take() {
  std::unique_lock<std::mutex> lock(m);
  if (!items.empty()) {
    int item = items.back();
    items.pop_back();
    return item;
  }
  Waiter me;
  waiting.push_back(&me);
  while (!me.served) me.cv.wait(lock);
  return me.item;
}

void put(int item) {
  std::unique_lock<std::mutex> lock(m);
  if (waiting.empty()) {
    items.push_back(item);
    return;
  }
  Waiter* w = waiting.back();
  waiting.pop_back();
  w->item = item;
  w->served = true;
  w->cv.notify_one();
}

int main() {
  int got = 0;
  std::thread t([&] {
    for (int i = 0; i < 2; i++) got += take();
  });
  put(7);
  put(8);
  t.join();
  return got == 15 ? 0 : 1;
}
