// expect: ok
// about: strtok and localtime under a lock, one after the other, or in their reentrant form
#include <cstring>
#include <ctime>
#include <mutex>
#include <thread>

std::mutex lock;

int words(const char* of) {
  char text[40];
  std::strncpy(text, of, sizeof text - 1);
  text[sizeof text - 1] = '\0';
  char* state = nullptr;
  int count = 0;
  for (char* at = strtok_r(text, " ", &state); at != nullptr; at = strtok_r(nullptr, " ", &state)) {
    ++count;
  }
  std::lock_guard guard(lock);
  return std::strtok(text, " ") != nullptr ? count : 0;
}

int year(std::time_t time) {
  std::lock_guard guard(lock);
  return std::localtime(&time)->tm_year + std::gmtime(&time)->tm_year;
}

int main() {
  char first[] = "before the threads";
  std::strtok(first, " ");
  int counts[2];
  int years[2];
  std::thread a([&] {
    counts[0] = words("one two three");
    years[0] = year(0);
  });
  std::thread b([&] {
    counts[1] = words("four five");
    years[1] = year(86'400 * 400);
  });
  a.join();
  b.join();
  std::time_t now = 0;
  return counts[0] == 3 && counts[1] == 2 && years[0] < years[1] && std::ctime(&now) != nullptr ? 0
                                                                                                : 1;
}
