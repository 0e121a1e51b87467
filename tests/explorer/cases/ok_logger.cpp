// expect: ok
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

class Logger {
 public:
  static Logger& get() {
    static Logger logger;
    return logger;
  }
  void log(const std::string& line) {
    std::lock_guard<std::mutex> lock(mutex_);
    lines_.push_back(line);
  }
  std::size_t size() {
    std::lock_guard<std::mutex> lock(mutex_);
    return lines_.size();
  }

 private:
  Logger() = default;
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

int main() {
  std::vector<std::thread> threads;
  for (int id = 0; id < 2; ++id) {
    threads.emplace_back([id] {
      for (int i = 0; i < 2; ++i) {
        std::ostringstream out;
        out << "thread " << id << " step " << i << " of a rather long message";
        Logger::get().log(out.str());
      }
    });
  }
  for (auto& t : threads) t.join();
  std::cout << Logger::get().size() << " lines\n";
}
