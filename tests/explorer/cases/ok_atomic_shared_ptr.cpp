// expect: ok
// tsan: libstdc++ 12 gives the lock inside of it back with a relaxed operation
// about: readers keep the version that they have loaded, the writer puts another one in its place
#include <atomic>
#include <memory>
#include <string>
#include <thread>

struct Config {
  std::string name;
};

std::atomic<std::shared_ptr<Config>> config{std::make_shared<Config>(Config{"first"})};

int main() {
  bool named = false;
  std::thread reader([&] { named = !config.load()->name.empty(); });
  std::thread writer([] { config.store(std::make_shared<Config>(Config{"second"})); });
  reader.join();
  writer.join();
  return named && config.load()->name == "second" ? 0 : 1;
}
