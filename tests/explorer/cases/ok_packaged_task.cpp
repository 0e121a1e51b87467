// expect: ok
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

std::mutex m;
std::deque<std::packaged_task<int()>> tasks;

int main() {
  std::packaged_task<int()> twice([] { return 2 * 21; });
  auto result = twice.get_future();
  {
    std::lock_guard lock(m);
    tasks.push_back(std::move(twice));
  }
  std::thread gui([] {
    std::packaged_task<int()> task;
    {
      std::lock_guard lock(m);
      if (tasks.empty()) return;
      task = std::move(tasks.front());
      tasks.pop_front();
    }
    task();
  });
  int value = result.get();
  gui.join();
  return value == 42 ? 0 : 1;
}
