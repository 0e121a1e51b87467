// expect: data-race
// lines: 15
// about: SCHEDULES case 10
#include <map>
#include <shared_mutex>
#include <string>
#include <thread>

std::shared_mutex rw;
int hits = 0;
std::map<std::string, int> prices{{"tea", 2}, {"milk", 1}};

int price(const std::string& what) {
  std::shared_lock lock(rw);
  ++hits;
  return prices.at(what);
}

int main() {
  std::thread a([] { price("tea"); });
  std::thread b([] { price("milk"); });
  a.join();
  b.join();
}
