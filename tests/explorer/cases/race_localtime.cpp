// expect: data-race
// about: localtime hands the same struct out to everybody
#include <ctime>
#include <thread>

int year(std::time_t time) { return std::localtime(&time)->tm_year; }

int main() {
  int years[2];
  std::thread a([&] { years[0] = year(0); });
  years[1] = year(86'400);
  a.join();
  return years[0] > years[1];
}
