// expect: ok
// about: SCHEDULES case 2. Not "exhausted": std::lock can back off for ever in an unfair schedule
#include <array>
#include <mutex>
#include <thread>
#include <vector>

constexpr int seats = 4;
std::array<std::mutex, seats> forks;
std::array<int, seats> meals{};

void dine(int seat) {
  std::scoped_lock both(forks[seat], forks[(seat + 1) % seats]);
  ++meals[seat];
}

int main() {
  std::vector<std::thread> guests;
  for (int i = 0; i < seats; ++i) guests.emplace_back(dine, i);
  for (auto& guest : guests) guest.join();
  for (int eaten : meals) {
    if (eaten != 1) return 1;
  }
}
