// expect: data-race
// about: the thread still uses a variable of a function that has returned; main has other things
//        in the same place of its stack by then
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

__attribute__((noinline)) void fill(int* table, int n, int first) {
  for (int i = 0; i < n; ++i) table[i] = first + i;
}

__attribute__((noinline)) int other(int x) {
  int table[64];
  fill(table, 64, x);
  return table[x];
}

int main() {
  start();
  int got = other(3);
  finished.acquire();
  return got == 6 ? 0 : 1;
}
