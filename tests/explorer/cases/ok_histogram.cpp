// expect: ok
// exhausted: yes
#include <array>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

std::array<int, 26> counts{};
std::mutex counts_mutex;

void count_letters(const std::string& text) {
  std::array<int, 26> local{};
  for (char c : text) {
    if (c >= 'a' && c <= 'z') ++local[c - 'a'];
  }
  std::scoped_lock lock(counts_mutex);
  for (int i = 0; i < 26; ++i) counts[i] += local[i];
}

int main() {
  std::vector<std::string> lines{"the quick brown fox", "jumps over", "the lazy dog"};
  std::vector<std::thread> threads;
  for (const auto& line : lines) threads.emplace_back(count_letters, std::cref(line));
  for (auto& t : threads) t.join();
  return counts['o' - 'a'] == 4 ? 0 : 1;
}
