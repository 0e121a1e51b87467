// expect: data-race
// lines: 10
// about: a result is read before the future says that it is there
#include <future>
#include <vector>

int main() {
  std::vector<int> data;
  auto filler = std::async(std::launch::async, [&] {
    for (int i = 0; i < 3; ++i) data.push_back(i);
  });
  const bool empty = data.empty();
  filler.get();
  return empty && data.size() != 3;
}
