// expect: data-race
// about: the object is plain; a relaxed pointer does not publish what it points to
#include <atomic>
#include <string>
#include <thread>

std::atomic<std::string*> published{nullptr};

int main() {
  std::thread writer([] {
    published.store(new std::string("built just before it was published, on the heap"),
                    std::memory_order_relaxed);
  });
  std::size_t n = 0;
  if (std::string* s = published.load(std::memory_order_relaxed)) n = s->size();
  writer.join();
  delete published.load();
  return n > 100;
}
