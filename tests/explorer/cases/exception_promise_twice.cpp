// expect: uncaught-exception
// about: two threads may both be "the first" that has a result
#include <atomic>
#include <future>
#include <thread>

std::promise<int> winner;
std::atomic<bool> decided{false};

void run(int id) {
  if (!decided) {
    decided = true;
    winner.set_value(id);
  }
}

int main() {
  auto result = winner.get_future();
  std::thread a(run, 1), b(run, 2);
  int first = result.get();
  a.join();
  b.join();
  return first > 2;
}
