// expect: ok
// exhausted: yes
#include <mutex>
#include <thread>

class Tree {
  std::recursive_mutex m;
  int nodes = 0;

 public:
  void insert(int depth) {
    std::lock_guard<std::recursive_mutex> lock(m);
    ++nodes;
    if (depth > 0) insert(depth - 1);
  }
  int size() {
    std::lock_guard<std::recursive_mutex> lock(m);
    return nodes;
  }
};

int main() {
  Tree tree;
  std::thread a(&Tree::insert, &tree, 2), b(&Tree::insert, &tree, 2);
  a.join();
  b.join();
  return tree.size() == 6 ? 0 : 1;
}
