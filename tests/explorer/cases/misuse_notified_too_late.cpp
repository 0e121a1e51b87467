// expect: crash
// kind: destroyed-while-used
// text: nothing orders the two
// lines: 38
// about: the waiter's place lies on its stack; after the unlock it may go on by itself and be gone
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
  if (waiting.empty()) { items.push_back(item); return; }
  Waiter* w = waiting.back(); waiting.pop_back(); w->item = item; w->served = true; lock.unlock();
  w->cv.notify_one();
}

int main() {
  int got = 0;
  std::thread t([&] { got = take(); });
  put(7);
  t.join();
  return got == 7 ? 0 : 1;
}
