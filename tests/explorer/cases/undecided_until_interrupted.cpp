// expect: undecided
// undecided: signal
// about: a server runs until somebody interrupts it; waiting for that is no livelock
#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

std::atomic<bool> stop{false};
std::atomic<int> served{0};

int main() {
  std::signal(SIGINT, [](int) { stop = true; });
  std::thread server([] {
    while (!stop) {
      ++served;
      std::this_thread::sleep_for(std::chrono::seconds(1));
      --served;
    }
  });
  server.join();
}
