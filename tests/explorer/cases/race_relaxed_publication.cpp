// expect: data-race
// lines: 16 21
// about: SCHEDULES case 9: the pointer is atomic but publishes nothing
#include <atomic>
#include <thread>

struct Message {
  int number = 0;
};

std::atomic<Message*> box{nullptr};
Message storage;

int main() {
  std::thread writer([] {
    storage.number = 5;
    box.store(&storage, std::memory_order_relaxed);
  });
  std::thread reader([] {
    if (Message* m = box.load(std::memory_order_relaxed)) {
      if (m->number != 5) return;
    }
  });
  writer.join();
  reader.join();
}
