// expect: ok
// about: SCHEDULES case 11: std::cout may be used by several threads without a lock
#include <iostream>
#include <string>
#include <thread>

void hello(int id) {
  std::cout << "hello from thread " << id << "\n";
}

int main() {
  std::cout << "start" << std::endl;
  std::thread a(hello, 1);
  std::thread b([] { std::cout << std::string("another one\n"); });
  a.join();
  b.join();
  std::cout << "end" << std::endl;
}
