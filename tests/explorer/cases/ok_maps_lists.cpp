// expect: ok
// about: maps and lists under a lock, of many readers, and elements that are written meanwhile
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>

std::shared_mutex lock;
std::map<std::string, int> stock{{"apple", 3}, {"pear", 5}};
std::list<int> jobs;
const std::set<int> primes{2, 3, 5, 7, 11};

int look(const std::string& what) {
  std::shared_lock guard(lock);
  const auto found = stock.find(what);
  return found == stock.end() ? 0 : found->second;
}
void add(const std::string& what, int count) {
  std::unique_lock guard(lock);
  stock[what] += count;
  jobs.push_back(count);
}
int walk() {
  int sum = 0;
  for (int each : primes) sum += each;
  return sum;
}

int main() {
  int& apples = stock["apple"];
  int sums[2];
  std::thread a([&] {
    add("plum", 1);
    sums[0] = walk();
    add("fig", 2);
  });
  std::thread b([&] {
    apples = 7;  // its own element
    sums[1] = walk();
    std::list<int> mine;
    for (int i = 0; i < 3; ++i) mine.push_front(look("plum"));
    mine.sort();
    std::unique_lock guard(lock);
    jobs.splice(jobs.end(), mine);
  });
  a.join();
  b.join();
  return sums[0] == 28 && sums[1] == 28 && jobs.size() == 5 && apples == 7 ? 0 : 1;
}
