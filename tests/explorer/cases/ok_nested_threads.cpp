// expect: ok
#include <thread>
#include <utility>
#include <vector>

int leaves = 0;
int counts[4];

void branch(int id) {
  std::thread child([id] { counts[2 * id] = 1; });
  counts[2 * id + 1] = 1;
  std::thread moved = std::move(child);
  moved.join();
}

int main() {
  std::vector<std::thread> v;
  v.emplace_back(branch, 0);
  v.push_back(std::thread(branch, 1));
  std::thread extra;
  std::swap(extra, v[0]);
  extra.join();
  v[1].join();
  for (int c : counts) leaves += c;
  return leaves == 4 && !v[0].joinable() ? 0 : 1;
}
