// expect: data-race
// lines: 20
// about: a cache whose lookup moves the entry to the front, under a lock that lets readers in
#include <list>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_map>

class Recent {
 public:
  Recent() {
    for (auto at = order_.begin(); at != order_.end(); ++at) places_[*at] = at;
  }
  bool look_up(int key) {
    std::shared_lock guard(lock_);
    const auto found = places_.find(key);
    if (found == places_.end()) return false;
    // It looks like reading, but the neighbours change.
    order_.splice(order_.begin(), order_, found->second);
    return true;
  }

 private:
  std::shared_mutex lock_;
  std::list<int> order_{1, 2, 3};
  std::unordered_map<int, std::list<int>::iterator> places_;
};

int main() {
  Recent recent;
  std::thread a([&] { recent.look_up(3); });
  std::thread b([&] { recent.look_up(2); });
  a.join();
  b.join();
}
