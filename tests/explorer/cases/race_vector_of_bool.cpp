// expect: data-race
// about: elements of vector<bool> share a word
#include <thread>
#include <vector>

std::vector<bool> seen(16, false);

void visit(int from) {
  for (int i = from; i < 16; i += 2) seen[i] = true;
}

int main() {
  std::thread even(visit, 0);
  std::thread odd(visit, 1);
  even.join();
  odd.join();
}
