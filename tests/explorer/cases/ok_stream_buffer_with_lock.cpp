// expect: ok
// about: a stream buffer of the program's own has a lock, and each thread a stream on it
#include <mutex>
#include <ostream>
#include <streambuf>
#include <string>
#include <thread>

class Shared : public std::streambuf {
 public:
  std::size_t size() {
    std::lock_guard guard(lock_);
    return all_.size();
  }

 protected:
  int_type overflow(int_type c) override {
    std::lock_guard guard(lock_);
    if (c != traits_type::eof()) all_.push_back(traits_type::to_char_type(c));
    return c;
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    std::lock_guard guard(lock_);
    all_.append(text, static_cast<std::size_t>(size));
    return size;
  }

 private:
  std::mutex lock_;
  std::string all_;
};

int main() {
  Shared buffer;
  const auto work = [&](int number) {
    std::ostream out(&buffer);
    out << "line " << number << '\n';
  };
  std::thread a(work, 1);
  std::thread b(work, 2);
  a.join();
  b.join();
  return buffer.size() == 14 ? 0 : 1;
}
