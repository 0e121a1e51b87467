// expect: data-race
// about: the base starts a thread that calls a virtual function while the derived part is built
#include <thread>

class Task {
 public:
  Task() : thread_([this] { run(); }) {}
  virtual ~Task() = default;
  virtual void run() { result = 1; }
  void wait() { thread_.join(); }
  int result = 0;

 private:
  std::thread thread_;
};

class Download : public Task {
 public:
  void run() override { result = 2; }
};

int main() {
  Download d;
  d.wait();
}
