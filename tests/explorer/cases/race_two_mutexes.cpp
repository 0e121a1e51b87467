// expect: data-race
// lines: 11 15
// about: both lock, but not the same mutex
#include <mutex>
#include <thread>

class Meter {
 public:
  void in() {
    std::lock_guard<std::mutex> l(in_mutex);
    ++value;
  }
  void out() {
    std::lock_guard<std::mutex> l(out_mutex);
    --value;
  }
  int value = 0;

 private:
  std::mutex in_mutex, out_mutex;
};

int main() {
  Meter meter;
  std::thread a(&Meter::in, &meter), b(&Meter::out, &meter);
  a.join();
  b.join();
}
