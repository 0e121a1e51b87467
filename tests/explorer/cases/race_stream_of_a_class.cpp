// expect: data-race
// lines: 15
// about: a log that many threads may call, and its stream, which only one may
#include <sstream>
#include <string>
#include <thread>
#include <vector>

class Log {
  std::stringstream lines_;

 public:
  void add(int id, const std::string& what) {
    // One after the other is not enough: each << is a call of its own.
    lines_ << '[' << id << "] " << what << '\n';
  }
  std::string text() const { return lines_.str(); }
};

int main() {
  Log log;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back([&log, i] { log.add(i, "has started"); });
  threads.clear();
  return log.text().empty();
}
