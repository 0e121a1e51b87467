// expect: ok
// about: nodes are only freed when nobody uses the stack any more
#include <atomic>
#include <thread>

struct Node {
  int value;
  Node* next;
};

std::atomic<Node*> head{nullptr};

void push(int v) {
  Node* n = new Node{v, head.load(std::memory_order_relaxed)};
  while (!head.compare_exchange_weak(n->next, n, std::memory_order_release,
                                     std::memory_order_relaxed)) {
  }
}

int main() {
  std::thread a([] { push(1); push(2); });
  std::thread b([] { push(3); });
  a.join();
  b.join();
  int sum = 0;
  for (Node* n = head.load(); n != nullptr;) {
    sum += n->value;
    Node* gone = n;
    n = n->next;
    delete gone;
  }
  return sum == 6 ? 0 : 1;
}
