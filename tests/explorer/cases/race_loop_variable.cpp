// expect: data-race
// lines: 13 16
// about: the loop variable is captured by reference
#include <array>
#include <mutex>
#include <thread>
#include <vector>

int main() {
  std::array<int, 4> squares{};
  std::mutex m;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      std::lock_guard lock(m);
      squares[i] = i * i;
    });
  }
  for (auto& t : threads) t.join();
}
