// expect: ok
// exhausted: yes
// interleavings: 1
// about: every thread writes rows of its own: nothing to interleave
#include <thread>
#include <vector>

using Matrix = std::vector<std::vector<double>>;

void rows(const Matrix& a, const Matrix& b, Matrix& c, int from, int to) {
  for (int i = from; i < to; ++i) {
    for (int j = 0; j < 4; ++j) {
      for (int k = 0; k < 4; ++k) c[i][j] += a[i][k] * b[k][j];
    }
  }
}

int main() {
  Matrix a(4, std::vector<double>(4, 1.0)), b(4, std::vector<double>(4, 2.0));
  Matrix c(4, std::vector<double>(4, 0.0));
  std::thread top(rows, std::cref(a), std::cref(b), std::ref(c), 0, 2);
  std::thread bottom(rows, std::cref(a), std::cref(b), std::ref(c), 2, 4);
  top.join();
  bottom.join();
  return c[3][3] == 8.0 ? 0 : 1;
}
