// expect: uncaught-exception
// text: no such file
#include <stdexcept>
#include <string>
#include <thread>

void load(const std::string& file) {
  if (file != "data.txt") throw std::runtime_error("no such file: " + file);
}

int main() {
  std::thread t(load, "dat.txt");
  t.join();
}
