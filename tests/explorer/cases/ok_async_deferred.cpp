// expect: ok
// exhausted: yes
// interleavings: 1
#include <future>
#include <thread>

int main() {
  std::thread::id ran;
  auto later = std::async(std::launch::deferred, [&] {
    ran = std::this_thread::get_id();
    return 7;
  });
  return later.get() == 7 && ran == std::this_thread::get_id() ? 0 : 1;
}
