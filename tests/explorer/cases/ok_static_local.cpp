// expect: ok
#include <string>
#include <thread>
#include <vector>

int made = 0;

struct Dictionary {
  Dictionary() : words{"alpha", "beta", "a longer word that needs memory of its own"} { ++made; }
  std::vector<std::string> words;
};

const Dictionary& dictionary() {
  static const Dictionary d;
  return d;
}

int main() {
  std::size_t n[2];
  std::thread a([&] { n[0] = dictionary().words.size(); });
  std::thread b([&] { n[1] = dictionary().words[2].size(); });
  a.join();
  b.join();
  return made == 1 && n[0] == 3 && n[1] == 42 ? 0 : 1;
}
