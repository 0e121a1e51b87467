// expect: ok
// note: busy-wait
// about: a spin lock as it should be: it pauses and looks before it writes
#include <immintrin.h>

#include <atomic>
#include <mutex>
#include <thread>

class SpinLock {
  std::atomic<bool> locked{false};

 public:
  void lock() {
    for (;;) {
      if (!locked.exchange(true, std::memory_order_acquire)) return;
      while (locked.load(std::memory_order_relaxed)) _mm_pause();
    }
  }
  void unlock() { locked.store(false, std::memory_order_release); }
};

SpinLock spin;
long value = 0;

int main() {
  auto work = [] {
    for (int i = 0; i < 2; i++) {
      std::lock_guard<SpinLock> g(spin);
      value += 3;
    }
  };
  std::thread a(work), b(work);
  a.join();
  b.join();
  return value == 12 ? 0 : 1;
}
