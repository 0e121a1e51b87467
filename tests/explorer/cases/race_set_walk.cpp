// expect: data-race
// about: a set is walked through while another thread takes an element out
#include <set>
#include <thread>

std::set<int> queued{1, 2, 3, 4, 5};

int main() {
  std::thread other([] { queued.erase(4); });
  int sum = 0;
  for (int each : queued) sum += each;
  other.join();
  return sum > 15;
}
