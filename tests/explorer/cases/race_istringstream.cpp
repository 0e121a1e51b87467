// expect: data-race
// about: two threads take words from one stream, without a lock
#include <sstream>
#include <string>
#include <thread>

std::istringstream words("one two three four five six");
int counts[2];

void take(int id) {
  std::string word;
  while (words >> word) counts[id] += 1;
}

int main() {
  std::thread a(take, 0);
  std::thread b(take, 1);
  a.join();
  b.join();
  return counts[0] + counts[1] == 6 ? 0 : 1;
}
