// expect: unjoined-thread
// lines: 9
// about: a second thread is stored where the first one still is
#include <thread>

int main() {
  std::thread worker;
  for (int i = 0; i < 2; ++i) {
    worker = std::thread([] {});
  }
  worker.join();
}
