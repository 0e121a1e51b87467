// expect: deadlock
// lines: 12
#include <latch>
#include <thread>
#include <vector>

int main() {
  constexpr int workers = 2;
  std::latch done(workers + 1);
  std::vector<std::thread> threads;
  for (int i = 0; i < workers; ++i) threads.emplace_back([&] { done.count_down(); });
  done.wait();
  for (auto& t : threads) t.join();
}
