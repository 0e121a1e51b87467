// expect: ok
// tsan: pthread_mutex_clocklock is unknown to the one of g++ 12
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

std::timed_mutex printer;
int pages = 0;
std::atomic<int> gave_up{0};

void print_page() {
  using namespace std::chrono_literals;
  if (printer.try_lock_for(50ms)) {
    ++pages;
    printer.unlock();
  } else {
    ++gave_up;
  }
}

int main() {
  std::thread a(print_page), b(print_page);
  a.join();
  b.join();
  return pages + gave_up == 2 ? 0 : 1;
}
