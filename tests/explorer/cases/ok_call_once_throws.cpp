// expect: ok
// exhausted: yes
// about: an attempt that throws is over before the next one begins, for call_once and for a static
//        variable alike
#include <mutex>
#include <stdexcept>
#include <thread>

std::once_flag once;
int attempts = 0;
int value = 0;
int made = 0;

void set_value() {
  if (++attempts == 1) throw std::runtime_error("not yet");
  value = 42;
}

struct Table {
  Table() {
    if (++made == 1) throw std::runtime_error("not yet");
  }
  int size = 7;
};

int size_of_table() {
  static Table table;
  return table.size;
}

void use() {
  for (int seen = 0; seen != 49;) {
    try {
      std::call_once(once, set_value);
      seen = value + size_of_table();
    } catch (const std::runtime_error&) {
    }
  }
}

int main() {
  std::thread a(use);
  std::thread b(use);
  a.join();
  b.join();
  return attempts == 2 && made == 2 ? 0 : 1;
}
