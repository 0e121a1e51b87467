// expect: data-race
// lines: 11 20
// about: the flag that ends the loop is an ordinary bool
#include <chrono>
#include <thread>

bool running = true;
int loops = 0;

void engine() {
  while (running) {
    ++loops;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

int main() {
  std::thread t(engine);
  std::this_thread::sleep_for(std::chrono::milliseconds(25));
  running = false;
  t.join();
}
