// expect: lost-update
// outcomes: 8 9
// lines: 19
// about: an object that locks in each of its functions is not safe to be used by two of them
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Store {
 public:
  int stock() const {
    std::lock_guard<std::mutex> lock(m_);
    return stock_;
  }
  void set_stock(int n) {
    std::lock_guard<std::mutex> lock(m_);
    stock_ = n;
  }
  void sell_one() {
    int n = stock();
    if (n > 0)
      set_stock(n - 1);
  }

 private:
  mutable std::mutex m_;
  int stock_ = 10;
};

int main() {
  auto store = std::make_unique<Store>();
  std::vector<std::thread> sellers;
  for (int i = 0; i < 2; i++) sellers.emplace_back([&] { store->sell_one(); });
  for (auto& t : sellers) t.join();
  std::cout << store->stock() << std::endl;
}
