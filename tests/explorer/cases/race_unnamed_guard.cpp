// expect: data-race
// lines: 12
// about: a guard without a name is gone at the semicolon
#include <mutex>
#include <thread>

std::mutex m;
long score = 0;

void win(long points) {
  std::lock_guard<std::mutex>{m};
  score += points;
}

int main() {
  std::thread red(win, 3), blue(win, 5);
  red.join();
  blue.join();
}
