// expect: data-race
// lines: 13 16
// about: the pointer is exchanged safely, what it points to is not protected by that
#include <atomic>
#include <memory>
#include <thread>

std::atomic<std::shared_ptr<int>> shared{std::make_shared<int>(0)};

int main() {
  std::thread a([] {
    auto mine = shared.load();
    ++*mine;
  });
  auto mine = shared.load();
  ++*mine;
  a.join();
}
