// expect: ok
// outcome: done
// about: a loop that sleeps and counts its rounds where only another round shows it
#include <chrono>
#include <iostream>
#include <thread>
int tries = 0;
int main() {
  std::thread t([] {
    while (tries < 6000) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ++tries;
    }
  });
  t.join();
  std::cout << "done\n";
}
