// expect: deadlock
// lines: 16
// about: on one path the promise is never set, and it is kept alive
#include <future>
#include <thread>

std::promise<int> promise;

void answer(int question) {
  if (question == 42) promise.set_value(6 * 9);
}

int main() {
  auto future = promise.get_future();
  std::thread t(answer, 41);
  int got = future.get();
  t.join();
  return got;
}
