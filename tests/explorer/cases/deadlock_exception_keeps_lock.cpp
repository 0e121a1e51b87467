// expect: deadlock
// about: lock and unlock by hand, and an exception in between
#include <mutex>
#include <stdexcept>
#include <thread>

std::mutex m;
int stock = 1;

void sell() {
  m.lock();
  if (stock == 0) throw std::runtime_error("sold out");
  --stock;
  m.unlock();
}

void customer() {
  try {
    sell();
  } catch (const std::runtime_error&) {
  }
}

int main() {
  std::thread a(customer), b(customer), c(customer);
  a.join();
  b.join();
  c.join();
}
