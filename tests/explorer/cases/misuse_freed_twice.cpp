// expect: crash|data-race
// lines: 13
// about: both threads believe that they are the last to use the buffer
#include <atomic>
#include <cstdlib>
#include <thread>

char* buffer = static_cast<char*>(std::malloc(100));
std::atomic<int> users{2};

void finish() {
  users.fetch_sub(1);
  if (users.load() == 0) std::free(buffer);
}

int main() {
  std::thread a(finish), b(finish);
  a.join();
  b.join();
}
