// expect: ok
// args: 3 7
// exhausted: yes
// outcomes: 10
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <thread>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: " << argv[0] << " A B\n";
    return 2;
  }
  std::atomic<int> sum{0};
  std::thread a([&] { sum += std::atoi(argv[1]); });
  std::thread b([&] { sum += std::atoi(argv[2]); });
  a.join();
  b.join();
  std::cout << sum << '\n';
}
