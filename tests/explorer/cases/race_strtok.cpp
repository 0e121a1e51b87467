// expect: data-race
// text: strtok
// lines: 10
// about: strtok keeps in one place for all threads where it is
#include <cstring>
#include <thread>

int words(char* text) {
  int count = 0;
  for (char* at = std::strtok(text, " "); at != nullptr; at = std::strtok(nullptr, " ")) ++count;
  return count;
}

int main() {
  char first[] = "one two three";
  char second[] = "four five";
  std::thread a([&] { words(first); });
  std::thread b([&] { words(second); });
  a.join();
  b.join();
}
