// expect: data-race
// lines: 10 16
// about: a map is searched while another thread adds another key
#include <map>
#include <string>
#include <thread>

std::map<std::string, int> stock{{"apple", 3}, {"pear", 5}, {"plum", 2}};

void restock() { stock.emplace("quince", 1); }

int main() {
  std::thread other(restock);
  int pears = 0;
  for (int i = 0; i < 2; ++i) {
    if (auto found = stock.find("pear"); found != stock.end()) pears = found->second;
  }
  other.join();
  return pears == 5 ? 0 : 1;
}
