// expect: data-race
// lines: 17
// about: the second phase reads what a neighbour may still be writing
#include <thread>
#include <vector>

int heat[4] = {10, 0, 0, 10};
int next_heat[4];

void relax(int from, int to) {
  for (int i = from; i < to; i++) {
    int left = i > 0 ? heat[i - 1] : heat[i];
    int right = i < 3 ? heat[i + 1] : heat[i];
    next_heat[i] = (left + right) / 2;
  }
  // the threads should meet here
  for (int i = from; i < to; i++) heat[i] = next_heat[i];
}

int main() {
  std::thread a(relax, 0, 2), b(relax, 2, 4);
  a.join();
  b.join();
}
