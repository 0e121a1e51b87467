// expect: ok
#include <future>
#include <thread>
#include <vector>

int main() {
  std::promise<void> go;
  std::shared_future<void> start(go.get_future());
  int prepared = 0;
  int seen[2] = {0, 0};
  std::vector<std::thread> runners;
  for (int i = 0; i < 2; ++i) {
    runners.emplace_back([&, start, i] {
      start.wait();
      seen[i] = prepared;
    });
  }
  prepared = 9;
  go.set_value();
  for (auto& r : runners) r.join();
  return seen[0] == 9 && seen[1] == 9 ? 0 : 1;
}
