// expect: livelock
// about: a number is drawn and never served
#include <atomic>
#include <thread>
#include <vector>

std::atomic<int> next_number{0}, now_serving{0};

void customer(bool impatient) {
  int mine = next_number++;
  if (impatient && now_serving != mine) return;
  while (now_serving != mine) std::this_thread::yield();
  now_serving++;
}

int main() {
  std::vector<std::jthread> v;
  v.emplace_back(customer, false);
  v.emplace_back(customer, true);
  v.emplace_back(customer, false);
}
