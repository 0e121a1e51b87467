// expect: ok
// about: random numbers, clocks and sleeps are ordinary; nothing may depend on them by luck
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <thread>
#include <unistd.h>

int results[2];

void simulate(int id, unsigned seed) {
  std::mt19937 gen(seed + id);
  std::uniform_int_distribution<int> dice(1, 6);
  results[id] = dice(gen);
  std::this_thread::sleep_for(std::chrono::milliseconds(results[id] * 10));
}

int main() {
  srand(time(nullptr));
  const auto begin = std::chrono::steady_clock::now();
  std::thread a(simulate, 0, rand()), b(simulate, 1, rand());
  sleep(1);
  usleep(1000);
  a.join();
  b.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::random_device device;
  std::printf("dice are fine: %d\n", results[0] >= 1 && results[1] <= 6 && device() < 4294967295u);
  return took.count() >= 1.0 ? 0 : 1;
}
