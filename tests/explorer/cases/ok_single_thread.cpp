// expect: ok
// exhausted: yes
// interleavings: 1
#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

int main() {
  std::vector<std::string> words{"to", "be", "or", "not", "to", "be"};
  std::map<std::string, int> count;
  for (auto& w : words) ++count[w];
  std::sort(words.begin(), words.end());
  for (auto& [word, n] : count) printf("%s %d\n", word.c_str(), n);
}
