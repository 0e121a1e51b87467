// expect: ok
#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

std::vector<std::string> sorted_words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
  std::sort(words.begin(), words.end());
  return words;
}

int main() {
  std::vector<std::string> one, two;
  std::thread a([&] { one = sorted_words("pear apple an_unusually_long_word_for_the_heap fig"); });
  std::thread b([&] { two = sorted_words("lemon fig cherry"); });
  a.join();
  b.join();
  std::set<std::string> all(one.begin(), one.end());
  all.insert(two.begin(), two.end());
  return all.size() == 6 && *all.begin() == "an_unusually_long_word_for_the_heap" ? 0 : 1;
}
