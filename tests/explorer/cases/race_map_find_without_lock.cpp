// expect: data-race
// lines: 14 18
// about: writers lock, the reader does not
#include <map>
#include <mutex>
#include <string>
#include <thread>

std::map<std::string, int> stock;
std::mutex stock_mutex;

void deliver(const std::string& what, int n) {
  std::lock_guard<std::mutex> lock(stock_mutex);
  stock[what] += n;
}

bool available(const std::string& what) {
  return stock.find(what) != stock.end();
}

int main() {
  std::thread truck([] {
    deliver("apples", 5);
    deliver("pears", 2);
  });
  std::thread shop([] { available("apples"); });
  truck.join();
  shop.join();
}
