// expect: unjoined-thread
// lines: 8
// about: the join is skipped by an exception
#include <stdexcept>
#include <thread>

int work(bool fail) {
  std::thread t([] {});
  if (fail) throw std::runtime_error("half way");
  t.join();
  return 0;
}

int main() {
  try {
    return work(true);
  } catch (const std::runtime_error&) {
    return 0;
  }
}
