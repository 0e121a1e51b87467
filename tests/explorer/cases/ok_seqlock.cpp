// expect: ok
#include <atomic>
#include <thread>

std::atomic<unsigned> sequence{0};
std::atomic<int> x{0}, y{0};

void write(int value) {
  sequence.fetch_add(1);
  x.store(value);
  y.store(-value);
  sequence.fetch_add(1);
}

int main() {
  std::thread writer([] { write(7); });
  int a = 0, b = 0;
  for (;;) {
    unsigned before = sequence.load();
    if (before % 2 == 0) {
      a = x.load();
      b = y.load();
      if (sequence.load() == before) break;
    }
    std::this_thread::yield();
  }
  writer.join();
  return a + b == 0 ? 0 : 1;
}
