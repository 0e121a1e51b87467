// expect: ok
// exhausted: yes
// about: much work without anything shared
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

std::uint64_t squares(const std::vector<std::uint32_t>& v, std::size_t from, std::size_t to) {
  std::uint64_t sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += std::uint64_t{v[i]} * v[i];
  return sum;
}

int main() {
  std::vector<std::uint32_t> v(200'000);
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<std::uint32_t>(i % 1000);
  std::uint64_t part[2];
  std::thread low([&] { part[0] = squares(v, 0, v.size() / 2); });
  std::thread high([&] { part[1] = squares(v, v.size() / 2, v.size()); });
  low.join();
  high.join();
  std::printf("%llu\n", static_cast<unsigned long long>(part[0] + part[1]));
  return part[0] + part[1] == 66'566'700'000ULL ? 0 : 1;
}
