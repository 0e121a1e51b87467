// expect: crash
// about: ABA in a lock-free stack: the head is the old node again, its successor is not.
//        Nodes come from a pool, so no memory is freed
#include <atomic>
#include <cstdlib>
#include <thread>

struct Node {
  std::atomic<Node*> next{nullptr};
  std::atomic<bool> taken{false};
};

Node a, b;
std::atomic<Node*> head{nullptr};

void push(Node* n) {
  n->taken = false;
  Node* old = head;
  do {
    n->next = old;
  } while (!head.compare_exchange_strong(old, n));
}

Node* pop() {
  Node* n = head;
  while (n != nullptr) {
    Node* next = n->next;
    if (head.compare_exchange_strong(n, next)) break;
  }
  if (n != nullptr && n->taken.exchange(true)) std::abort();  // given to two owners
  return n;
}

int main() {
  push(&b);
  push(&a);
  std::thread slow([] {
    pop();
    pop();
  });
  std::thread fast([] {
    Node* x = pop();
    pop();
    if (x != nullptr) push(x);
  });
  slow.join();
  fast.join();
}
