// expect: unjoined-thread
// lines: 10
// about: the thread object ends while its thread can still be joined: std::terminate
#include <cstdio>
#include <thread>

void hello() { std::puts("hello"); }

int main() {
  std::thread t(hello);
  std::puts("main ends");
}
