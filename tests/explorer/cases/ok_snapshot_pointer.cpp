// expect: ok
// about: read-copy-update in its simplest form: old versions live as long as a reader has them
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

std::atomic<std::shared_ptr<const std::vector<int>>> current{
    std::make_shared<const std::vector<int>>(std::vector<int>{1, 1})};

int main() {
  std::thread writer([] {
    auto next = std::make_shared<std::vector<int>>(*current.load());
    next->push_back(2);
    current.store(std::move(next));
  });
  int sum = 0;
  {
    auto mine = current.load();
    for (int v : *mine) sum += v;
  }
  writer.join();
  return sum == 2 || sum == 4 ? 0 : 1;
}
