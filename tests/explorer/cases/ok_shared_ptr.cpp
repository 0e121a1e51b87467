// expect: ok
// about: copies of a shared_ptr in several threads; the last one frees
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Document {
  std::string title = "a title that does not fit into the object";
  ~Document() { title.clear(); }
};

int main() {
  std::vector<std::thread> readers;
  {
    auto doc = std::make_shared<Document>();
    for (int i = 0; i < 3; ++i) {
      readers.emplace_back([doc] {
        auto copy = doc;
        volatile std::size_t n = copy->title.size();
        (void)n;
      });
    }
  }
  for (auto& r : readers) r.join();
}
