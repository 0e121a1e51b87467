// expect: ok
// about: a reader-writer lock made of a mutex and a condition variable, writers first
#include <condition_variable>
#include <mutex>
#include <thread>

class RWLock {
  std::mutex m;
  std::condition_variable changed;
  int readers = 0;
  int waitingWriters = 0;
  bool writing = false;

 public:
  void startRead() {
    std::unique_lock<std::mutex> lk(m);
    while (writing || waitingWriters > 0) changed.wait(lk);
    readers++;
  }
  void endRead() {
    std::unique_lock<std::mutex> lk(m);
    if (--readers == 0) changed.notify_all();
  }
  void startWrite() {
    std::unique_lock<std::mutex> lk(m);
    waitingWriters++;
    while (writing || readers > 0) changed.wait(lk);
    waitingWriters--;
    writing = true;
  }
  void endWrite() {
    std::unique_lock<std::mutex> lk(m);
    writing = false;
    changed.notify_all();
  }
};

RWLock rw;
int page = 0;

int main() {
  int seen = -1;
  std::thread writer([] {
    rw.startWrite();
    page = 1;
    rw.endWrite();
  });
  std::thread reader([&] {
    rw.startRead();
    seen = page;
    rw.endRead();
  });
  writer.join();
  reader.join();
  return seen == 0 || seen == 1 ? 0 : 1;
}
