// expect: deadlock
// lines: 14 15
// about: SCHEDULES case 2
#include <array>
#include <mutex>
#include <thread>
#include <vector>

constexpr int seats = 4;
std::array<std::mutex, seats> forks;
std::array<int, seats> meals{};

void dine(int seat) {
  std::lock_guard left(forks[seat]);
  std::lock_guard right(forks[(seat + 1) % seats]);
  ++meals[seat];
}

int main() {
  std::vector<std::thread> guests;
  for (int i = 0; i < seats; ++i) guests.emplace_back(dine, i);
  for (auto& guest : guests) guest.join();
  return meals[0] == 1 ? 0 : 1;
}
