// expect: ok
// note: busy-wait
#include <atomic>
#include <string>
#include <thread>

std::string mail;
std::atomic<int> state{0};

int main() {
  std::thread writer([] {
    mail = "written once, before the flag, and longer than the small buffer";
    state.store(1, std::memory_order_release);
  });
  std::thread reader([] {
    while (state.load(std::memory_order_acquire) != 1) std::this_thread::yield();
    mail += "!";
    state.store(2, std::memory_order_release);
  });
  while (state.load(std::memory_order_acquire) != 2) std::this_thread::yield();
  const bool good = mail.back() == '!';
  writer.join();
  reader.join();
  return good ? 0 : 1;
}
