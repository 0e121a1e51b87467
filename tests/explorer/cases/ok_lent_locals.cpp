// expect: ok
// about: locals of other threads, lent by everything that waits until they are given back
#include <alloca.h>
#include <setjmp.h>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <vector>

int fib(int n) {
  if (n < 2) return n;
  int a = 0;
  std::thread t([&a, n] { a = fib(n - 1); });
  int b = fib(n - 2);
  t.join();
  return a + b;
}

struct Request {
  int in;
  int out;
  std::binary_semaphore done{0};
};
std::mutex m;
std::condition_variable cv;
std::vector<Request*> queue;
bool stop = false;

void server() {
  std::unique_lock l(m);
  for (;;) {
    cv.wait(l, [] { return stop || !queue.empty(); });
    if (queue.empty()) return;
    Request* r = queue.back();
    queue.pop_back();
    l.unlock();
    r->out = r->in * 2;
    r->done.release();
    l.lock();
  }
}
int ask(int x, int depth) {
  volatile char pad[300];
  pad[depth] = 1;
  if (depth > 0) return ask(x, depth - 1);
  Request r{x, 0};
  {
    std::lock_guard l(m);
    queue.push_back(&r);
  }
  cv.notify_one();
  r.done.acquire();
  return r.out;
}
jmp_buf back;
void deep(int n) {
  int* x = (int*)alloca(64 * n);
  x[0] = n;
  std::thread t([x] { x[0]++; });
  t.join();
  if (n == 3) longjmp(back, 1);
  deep(n + 1);
}
void thrower(int n) {
  int local = n;
  std::latch l(1);
  std::thread t([&] {
    local++;
    l.count_down();
  });
  l.wait();
  t.join();
  if (n > 2) throw std::runtime_error("x");
  thrower(n + 1);
}
int main() {
  int sum = fib(4);
  std::thread s(server);
  for (int d : {0, 2, 1, 3, 0}) sum += ask(d, d);
  {
    std::lock_guard l(m);
    stop = true;
  }
  cv.notify_one();
  s.join();
  if (setjmp(back) == 0) deep(1);
  try {
    thrower(0);
  } catch (const std::exception&) {
    sum++;
    int z = 0;
    std::thread t([&] { z++; });
    t.join();
    sum += z;
  }
  int local = 0;
  auto f = std::async(std::launch::async, [&] { return ++local; });
  sum += f.get() + local;
  return sum > 0 ? 0 : 1;
}
