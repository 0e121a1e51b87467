// expect: data-race
// std: c++17
// lines: 10 15
// about: before C++20 most of std::string is compiled into the library
#include <string>
#include <thread>

std::string text;

void add() { text += '!'; }

int main() {
  text.reserve(40);
  std::thread other(add);
  const bool nothing = text.empty();
  other.join();
  return nothing && text.empty();
}
