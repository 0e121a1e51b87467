// expect: data-race
// lines: 12 17
// about: volatile orders nothing between threads
#include <iostream>
#include <thread>

volatile bool ready = false;
int value = 0;

void producer() {
  value = 1234;
  ready = true;
}

int main() {
  std::thread t(producer);
  for (int tries = 0; tries < 1000 && !ready; ++tries) std::this_thread::yield();
  if (ready) std::cout << value << std::endl;
  t.join();
}
