// expect: ok
// about: streams that live one after the other at the same address
#include <fstream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

std::mutex lock;
std::string all;

void work(int id) {
  for (int i = 0; i < 2; ++i) {
    auto* text = new std::stringstream;
    *text << id << ' ' << i;
    int a = 0, b = 0;
    *text >> a >> b;
    std::lock_guard guard(lock);
    all += text->str();
    delete text;
  }
}

int main() {
  std::thread(work, 1).join();
  std::thread a(work, 2);
  std::thread b(work, 3);
  a.join();
  b.join();
  return all.size() == 18 ? 0 : 1;
}
