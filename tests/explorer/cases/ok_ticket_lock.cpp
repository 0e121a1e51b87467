// expect: ok
// note: busy-wait
#include <atomic>
#include <thread>
#include <vector>

class TicketLock {
 public:
  void lock() {
    const unsigned mine = next_.fetch_add(1, std::memory_order_relaxed);
    while (serving_.load(std::memory_order_acquire) != mine) std::this_thread::yield();
  }
  void unlock() {
    serving_.store(serving_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  }

 private:
  std::atomic<unsigned> next_{0}, serving_{0};
};

TicketLock lock;
int customers = 0;

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([] {
      lock.lock();
      ++customers;
      lock.unlock();
    });
  }
  for (auto& t : threads) t.join();
  return customers == 3 ? 0 : 1;
}
