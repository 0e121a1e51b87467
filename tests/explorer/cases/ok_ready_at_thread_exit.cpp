// expect: ok
// outcomes: 42
// about: a task, an exception and a notification, each kept back until the thread ends
#include <condition_variable>
#include <future>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <thread>

std::mutex m;
std::condition_variable gone;
bool is_gone = false;
int total = 0;

void say_when_gone() {
  std::unique_lock lock(m);
  total = 2;
  is_gone = true;
  std::notify_all_at_thread_exit(gone, std::move(lock));
}

int main() {
  std::packaged_task<int(int)> task([](int x) { return x * 2; });
  std::future<int> doubled = task.get_future();
  std::thread first([&task] { task.make_ready_at_thread_exit(20); });
  std::promise<void> broken;
  std::future<void> fails = broken.get_future();
  std::thread second([&broken] {
    broken.set_exception_at_thread_exit(std::make_exception_ptr(std::runtime_error("no")));
  });
  std::thread(say_when_gone).detach();
  std::unique_lock lock(m);
  gone.wait(lock, [] { return is_gone; });
  try {
    fails.get();
  } catch (const std::runtime_error&) {
    total += doubled.get();
  }
  std::cout << total << '\n';
  first.join();
  second.join();
}
