// expect: ok
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

struct State {
  std::mutex m;
  std::condition_variable cv;
  bool done = false;
};

int main() {
  auto state = std::make_shared<State>();
  std::thread([state] {
    std::lock_guard lock(state->m);
    state->done = true;
    state->cv.notify_one();
  }).detach();
  std::unique_lock lock(state->m);
  state->cv.wait(lock, [&] { return state->done; });
}
