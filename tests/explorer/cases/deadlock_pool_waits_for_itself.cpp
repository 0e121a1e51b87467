// expect: deadlock
// about: a task waits for a second task, and there is only one worker
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <queue>
#include <thread>

std::mutex m;
std::condition_variable cv;
std::queue<std::function<void()>> tasks;
bool stop = false;

void worker() {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock lock(m);
      cv.wait(lock, [] { return stop || !tasks.empty(); });
      if (tasks.empty()) return;
      task = std::move(tasks.front());
      tasks.pop();
    }
    task();
  }
}

void submit(std::function<void()> task) {
  {
    std::lock_guard lock(m);
    tasks.push(std::move(task));
  }
  cv.notify_one();
}

int main() {
  std::promise<int> inner, outer;
  std::thread t(worker);
  submit([&] {
    submit([&] { inner.set_value(1); });
    outer.set_value(inner.get_future().get() + 1);
  });
  int got = outer.get_future().get();
  {
    std::lock_guard lock(m);
    stop = true;
  }
  cv.notify_one();
  t.join();
  return got == 2 ? 0 : 1;
}
