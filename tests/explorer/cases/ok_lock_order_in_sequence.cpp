// expect: ok
// exhausted: yes
// tsan: lock-order
// about: both orders occur, but the second thread starts when the first has ended
#include <mutex>
#include <thread>

std::mutex a, b;
int n = 0;

int main() {
  std::thread first([] {
    std::scoped_lock<std::mutex> x(a);
    std::scoped_lock<std::mutex> y(b);
    n = 1;
  });
  first.join();
  std::thread second([] {
    std::scoped_lock<std::mutex> y(b);
    std::scoped_lock<std::mutex> x(a);
    n = 2;
  });
  second.join();
  return n == 2 ? 0 : 1;
}
