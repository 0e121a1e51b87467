// expect: ok
// exhausted: yes
// interleavings: 1
// about: neighbouring bytes are different objects
#include <cstring>
#include <string>
#include <thread>

char text[8] = "-------";
std::string line(8, '.');

struct Flags {
  unsigned char a;
  unsigned char b;
  short c;
} flags;

int main() {
  std::thread even([] {
    for (int i = 0; i < 7; i += 2) text[i] = 'e';
    flags.a = 1;
    flags.c = 3;
    std::memset(&line[0], 'x', 4);
  });
  std::thread odd([] {
    for (int i = 1; i < 7; i += 2) text[i] = 'o';
    flags.b = 2;
    std::memset(&line[4], 'y', 4);
  });
  even.join();
  odd.join();
  return std::strcmp(text, "eoeoeoe") == 0 && line == "xxxxyyyy" &&
                 flags.a + flags.b + flags.c == 6 ? 0 : 1;
}
