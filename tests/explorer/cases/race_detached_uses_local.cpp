// expect: data-race
// kind: use-after-return
// lines: 15
// about: a detached thread reads a local variable of a function that has returned; nobody writes
//        there again
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

__attribute__((noinline)) void log_later(const std::string& name) {
  int level = 3;
  std::thread([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::cout << level << name.size() << "\n";
  }).detach();
}
int main() {
  log_later("x");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
}
