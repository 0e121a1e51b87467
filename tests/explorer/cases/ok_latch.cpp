// expect: ok
#include <array>
#include <latch>
#include <thread>

int main() {
  std::array<int, 3> part{};
  std::latch ready(3);
  std::array<std::thread, 3> workers;
  for (int i = 0; i < 3; ++i) {
    workers[i] = std::thread([&, i] {
      part[i] = i + 1;
      ready.count_down();
    });
  }
  ready.wait();
  int sum = part[0] + part[1] + part[2];
  for (auto& w : workers) w.join();
  return sum == 6 ? 0 : 1;
}
