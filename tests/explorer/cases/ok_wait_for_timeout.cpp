// expect: ok
// about: nobody ever notifies; the time limit ends the wait
#include <chrono>
#include <condition_variable>
#include <mutex>

int main() {
  std::mutex m;
  std::condition_variable cv;
  std::unique_lock lock(m);
  const auto start = std::chrono::steady_clock::now();
  const bool came = cv.wait_for(lock, std::chrono::seconds(3), [] { return false; });
  const auto waited = std::chrono::steady_clock::now() - start;
  return !came && waited >= std::chrono::seconds(3) ? 0 : 1;
}
