// expect: data-race
// about: the count is safe, the pointer itself is not
#include <memory>
#include <thread>

std::shared_ptr<int> config = std::make_shared<int>(1);

int main() {
  std::thread reload([] { config = std::make_shared<int>(2); });
  std::thread use([] {
    std::shared_ptr<int> mine = config;
    if (*mine == 0) return;
  });
  reload.join();
  use.join();
}
