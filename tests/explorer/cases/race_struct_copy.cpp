// expect: data-race
// lines: 14 19
#include <thread>

struct Position {
  double x, y, z;
  int time;
};

Position latest{};

void gps() {
  Position p{1.0, 2.0, 3.0, 4};
  latest = p;
}

int main() {
  std::thread t(gps);
  Position copy = latest;
  t.join();
  return copy.time > 4;
}
