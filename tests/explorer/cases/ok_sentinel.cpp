// expect: ok
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

const int END = -1;
std::list<int> conveyor;
std::mutex m;
std::condition_variable cv;

void produce() {
  for (int item : {4, 5, END}) {
    {
      std::lock_guard<std::mutex> l(m);
      conveyor.push_back(item);
    }
    cv.notify_one();
  }
}

int main() {
  std::thread producer(produce);
  int sum = 0;
  while (true) {
    std::unique_lock<std::mutex> l(m);
    cv.wait(l, [] { return !conveyor.empty(); });
    int item = conveyor.front();
    conveyor.pop_front();
    if (item == END) break;
    sum += item;
  }
  producer.join();
  return sum == 9 ? 0 : 1;
}
