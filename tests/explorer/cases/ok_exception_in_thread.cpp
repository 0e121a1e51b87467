// expect: ok
// about: exceptions are thrown and caught while other threads run, and carried to main
#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

std::mutex m;
std::exception_ptr failure;
int cleaned = 0;

struct Cleaner {
  ~Cleaner() {
    std::lock_guard lock(m);
    ++cleaned;
  }
};

void work(int id) {
  try {
    Cleaner c;
    if (id == 1) throw std::runtime_error("worker " + std::to_string(id) + " has failed");
  } catch (...) {
    std::lock_guard lock(m);
    failure = std::current_exception();
  }
}

int main() {
  std::thread a(work, 0), b(work, 1);
  a.join();
  b.join();
  try {
    if (failure) std::rethrow_exception(failure);
  } catch (const std::runtime_error& e) {
    return std::string(e.what()) == "worker 1 has failed" && cleaned == 2 ? 0 : 1;
  }
  return 2;
}
