// expect: data-race
// about: the lock is given back before the reference is used
#include <mutex>
#include <string>
#include <thread>

class Status {
 public:
  void set(const std::string& s) {
    std::lock_guard lock(m_);
    text_ = s;
  }
  const std::string& get() const {
    std::lock_guard lock(m_);
    return text_;
  }

 private:
  mutable std::mutex m_;
  std::string text_ = "idle, and has been so for a very long time";
};

int main() {
  Status status;
  std::thread writer([&] { status.set("busy with something that takes many words to describe"); });
  std::size_t letters = 0;
  for (char c : status.get()) letters += c != ' ';
  writer.join();
  return letters == 0;
}
