// expect: ok
// about: SCHEDULES case 9
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

std::once_flag once;
std::unique_ptr<std::vector<int>> table;
int built = 0;

const std::vector<int>& squares() {
  std::call_once(once, [] {
    ++built;
    table = std::make_unique<std::vector<int>>();
    for (int i = 0; i < 10; i++) table->push_back(i * i);
  });
  return *table;
}

int main() {
  int x = 0, y = 0;
  std::thread a([&] { x = squares()[3]; });
  std::thread b([&] { y = squares()[4]; });
  a.join();
  b.join();
  return built == 1 && x == 9 && y == 16 ? 0 : 1;
}
