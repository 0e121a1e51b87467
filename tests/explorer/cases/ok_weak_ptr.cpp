// expect: ok
// about: the last shared_ptr goes in one thread, a weak_ptr in another: libstdc++ reads both counts
//        at once then
#include <memory>
#include <thread>

struct Session {
  int id = 7;
};

int main() {
  auto session = std::make_shared<Session>();
  std::weak_ptr<Session> watched = session;
  int seen = 0;
  std::thread watcher([&seen, weak = std::move(watched)]() mutable {
    if (auto alive = weak.lock()) seen = alive->id;
    weak.reset();
  });
  session.reset();
  watcher.join();
  return seen == 0 || seen == 7 ? 0 : 1;
}
