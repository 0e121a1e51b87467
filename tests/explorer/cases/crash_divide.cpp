// expect: crash
// about: the divisor is zero for a moment
#include <mutex>
#include <thread>
#include <vector>

std::mutex m;
std::vector<int> samples{4, 6};
int mean = 0;

void replace_all() {
  {
    std::lock_guard l(m);
    samples.clear();
  }
  {
    std::lock_guard l(m);
    samples.push_back(8);
  }
}

void average() {
  std::lock_guard l(m);
  int sum = 0;
  for (int s : samples) sum += s;
  mean = sum / static_cast<int>(samples.size());
}

int main() {
  std::thread a(replace_all), b(average);
  a.join();
  b.join();
  return mean > 0 ? 0 : 1;
}
