// expect: ok
// about: who does not get the second lock gives the first one back and tries again
#include <mutex>
#include <thread>

std::mutex forks[2];
int meals[2];

void dine(int left) {
  for (;;) {
    std::unique_lock first(forks[left]);
    std::unique_lock second(forks[1 - left], std::try_to_lock);
    if (second.owns_lock()) {
      ++meals[left];
      return;
    }
    first.unlock();
    std::this_thread::yield();
  }
}

int main() {
  std::thread a(dine, 0);
  std::thread b(dine, 1);
  a.join();
  b.join();
  return meals[0] == 1 && meals[1] == 1 ? 0 : 1;
}
