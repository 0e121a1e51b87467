// expect: data-race
// lines: 13
// about: "it is only a read"
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>

class JobQueue {
 public:
  void add(int job) {
    std::lock_guard<std::mutex> guard(m);
    jobs.push(job);
  }
  bool idle() const { return jobs.empty(); }

 private:
  std::mutex m;
  std::queue<int> jobs;
};

int main() {
  JobQueue queue;
  std::thread submitter([&] { queue.add(1); });
  bool was_idle = queue.idle();
  submitter.join();
  return was_idle && queue.idle() ? 1 : 0;
}
