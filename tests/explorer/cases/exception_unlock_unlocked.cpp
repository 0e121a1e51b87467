// expect: uncaught-exception
// about: unique_lock knows that it does not own the mutex
#include <mutex>
#include <thread>

std::mutex m;
int n = 0;

int main() {
  std::thread t([] {
    std::unique_lock lock(m);
    ++n;
    lock.unlock();
    lock.unlock();
  });
  t.join();
}
