// expect: ok
// about: ownership moves through a queue; the receiver changes and frees without any lock
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct Letter {
  std::string text;
};

std::mutex m;
std::condition_variable cv;
std::unique_ptr<Letter> box;

int main() {
  std::thread sender([] {
    auto letter = std::make_unique<Letter>();
    letter->text = "dear reader, this is long enough for the heap";
    std::lock_guard lock(m);
    box = std::move(letter);
    cv.notify_one();
  });
  std::unique_ptr<Letter> mine;
  {
    std::unique_lock lock(m);
    cv.wait(lock, [] { return box != nullptr; });
    mine = std::move(box);
  }
  mine->text += ", and now it has grown as well";
  const bool good = mine->text.size() > 60;
  mine.reset();
  sender.join();
  return good ? 0 : 1;
}
