// expect: data-race
// lines: 16
// about: two may enter where one was meant
#include <semaphore>
#include <thread>
#include <vector>

std::counting_semaphore<4> door(2);
int inside = 0;

int main() {
  std::vector<std::jthread> guests;
  for (int i = 0; i < 2; ++i) {
    guests.emplace_back([] {
      door.acquire();
      ++inside;
      door.release();
    });
  }
}
