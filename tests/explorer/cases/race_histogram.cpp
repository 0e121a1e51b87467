// expect: data-race
// lines: 10
#include <array>
#include <string_view>
#include <thread>

std::array<int, 256> histogram{};

void count(std::string_view text) {
  for (unsigned char c : text) histogram[c]++;
}

int main() {
  std::thread a(count, "abc");
  std::thread b(count, "cde");
  a.join();
  b.join();
}
