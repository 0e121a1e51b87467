// expect: data-race
// lines: 10
// about: the parts overlap by one row
#include <thread>
#include <vector>

std::vector<int> image(8, 1);

void brighten(int from, int to) {
  for (int row = from; row <= to; ++row) image[row] += 10;
}

int main() {
  std::thread top(brighten, 0, 4), bottom(brighten, 4, 7);
  top.join();
  bottom.join();
}
