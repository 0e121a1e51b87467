// expect: data-race
// about: the thread still uses a variable of a function that has returned
#include <chrono>
#include <semaphore>
#include <thread>

std::binary_semaphore finished(0);
int sink = 0;

__attribute__((noinline)) void start() {
  int limit = 100;
  std::thread([&limit] {
    sink = limit;
    finished.release();
  }).detach();
}

__attribute__((noinline)) int other(int x) {
  volatile int scratch[64];
  for (int i = 0; i < 64; ++i) scratch[i] = x + i;
  return scratch[x];
}

int main() {
  start();
  int got = other(3);
  finished.acquire();
  return got == 6 ? 0 : 1;
}
