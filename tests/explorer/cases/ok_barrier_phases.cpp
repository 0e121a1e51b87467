// expect: ok
#include <barrier>
#include <thread>

int left[2] = {1, 2};
int right[2];
int phases = 0;

int main() {
  std::barrier sync(2, []() noexcept { ++phases; });
  auto work = [&](int me) {
    right[me] = left[1 - me] * 10;
    sync.arrive_and_wait();
    left[me] = right[1 - me] + 1;
    sync.arrive_and_wait();
  };
  std::thread a(work, 0), b(work, 1);
  a.join();
  b.join();
  return phases == 2 && left[0] == 11 && left[1] == 21 ? 0 : 1;
}
