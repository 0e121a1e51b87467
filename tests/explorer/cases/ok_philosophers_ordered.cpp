// expect: ok
// exhausted: yes
#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

constexpr int seats = 3;
std::mutex forks[seats];
int eaten[seats];

void dine(int seat) {
  const int a = seat, b = (seat + 1) % seats;
  std::lock_guard<std::mutex> first(forks[std::min(a, b)]);
  std::lock_guard<std::mutex> second(forks[std::max(a, b)]);
  eaten[seat]++;
}

int main() {
  std::vector<std::thread> guests;
  for (int i = 0; i < seats; i++) guests.push_back(std::thread(dine, i));
  for (std::thread& g : guests) g.join();
  return eaten[0] + eaten[1] + eaten[2] == seats ? 0 : 1;
}
