// expect: ok
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>

class PhoneBook {
 public:
  void add(const std::string& name, int number) {
    std::unique_lock lock(mutex_);
    numbers_[name] = number;
  }
  std::optional<int> find(const std::string& name) const {
    std::shared_lock lock(mutex_);
    auto it = numbers_.find(name);
    if (it == numbers_.end()) return std::nullopt;
    return it->second;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, int> numbers_;
};

int main() {
  PhoneBook book;
  book.add("ada", 1);
  std::thread writer([&] { book.add("grace", 2); });
  std::thread reader1([&] { book.find("ada"); });
  std::thread reader2([&] { book.find("grace"); });
  writer.join();
  reader1.join();
  reader2.join();
  return book.find("grace") == 2 ? 0 : 1;
}
