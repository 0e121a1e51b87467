// expect: data-race
// lines: 16 18
// about: SCHEDULES case 9: the pointer is read without any synchronisation
#include <mutex>
#include <string>
#include <thread>

struct Config {
  std::string name = "standard configuration, long enough for the heap";
};

Config* instance = nullptr;
std::mutex guard;

Config* get() {
  if (instance == nullptr) {
    std::lock_guard<std::mutex> lock(guard);
    if (instance == nullptr) instance = new Config;
  }
  return instance;
}

int main() {
  std::thread a([] { get(); });
  std::thread b([] { get(); });
  a.join();
  b.join();
  delete instance;
}
