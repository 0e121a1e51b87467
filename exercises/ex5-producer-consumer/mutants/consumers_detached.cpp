// The consumers are detached and count themselves out: none has to have ended when the call returns.
#include "producer_consumer.hpp"

#include <latch>
#include <memory>

namespace ex5 {
namespace {

class BoundedQueue : public Queue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  bool put(int item) override {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push(item);
    not_empty_.notify_one();
    return true;
  }

  std::optional<int> get() override {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    const int item = items_.front();
    items_.pop();
    not_full_.notify_one();
    return item;
  }

  void close() override {
    std::lock_guard lock(mutex_);
    closed_ = true;
    not_empty_.notify_all();
    not_full_.notify_all();
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::queue<int> items_;
  bool closed_ = false;
};

constexpr int sentinel = -1;

void produce(Queue& queue, int producer, int items_each) {
  for (int i = 0; i < items_each; ++i) queue.put(producer * items_each + i);
}

void consume(Queue& queue, std::vector<int>& got) {
  while (const std::optional<int> item = queue.get()) {
    if (*item == sentinel) break;
    got.push_back(*item);
  }
}

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

bool send_line(int fd, const std::string& text) {
  const std::string line = text + '\n';
  std::size_t done = 0;
  while (done < line.size()) {
    const ssize_t n = write(fd, line.data() + done, line.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

bool receive_line(int fd, std::string& line) {
  line.clear();
  while (true) {
    char c;
    const ssize_t n = read(fd, &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    if (c == '\n') return true;
    line += c;
  }
}

void reap(pid_t pid) {
  while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void run_producer(int items, int channel) {
  for (int i = 0; i < items; ++i) {
    if (!send_line(channel, "Item " + std::to_string(i))) _exit(1);
  }
  _exit(0);
}

void run_consumer(int channel, int results) {
  std::string line;
  while (receive_line(channel, line)) {
    if (!send_line(results, line)) _exit(1);
  }
  _exit(0);
}

}  // namespace

std::unique_ptr<Queue> make_queue(std::size_t capacity) {
  if (capacity == 0) throw std::invalid_argument("capacity must be positive");
  return std::make_unique<BoundedQueue>(capacity);
}

std::vector<std::vector<int>> run_with_threads(int producers, int consumers, int items_each,
                                               std::size_t capacity) {
  if (producers < 0 || consumers < 0 || items_each < 0)
    throw std::invalid_argument("negative count");
  if (consumers == 0) return {};
  struct Shared {
    std::unique_ptr<Queue> queue;
    std::vector<std::vector<int>> got;
    std::latch done;
  };
  const auto lists = static_cast<std::size_t>(consumers);
  const std::shared_ptr<Shared> shared(new Shared{
      make_queue(capacity), std::vector<std::vector<int>>(lists), std::latch(consumers)});
  for (std::size_t c = 0; c < lists; ++c) {
    std::thread([shared, c] {
      consume(*shared->queue, shared->got[c]);
      shared->done.count_down();
    }).detach();
  }
  std::vector<std::thread> producing;
  for (int p = 0; p < producers; ++p) {
    producing.emplace_back([shared, p, items_each] { produce(*shared->queue, p, items_each); });
  }
  for (std::thread& producer : producing) producer.join();
  for (int c = 0; c < consumers; ++c) shared->queue->put(sentinel);
  shared->done.wait();
  return shared->got;
}

std::vector<std::string> run_with_processes(int items) {
  if (items < 0) throw std::invalid_argument("negative count");
  int channel[2];
  int results[2];
  if (pipe(channel) < 0 || pipe(results) < 0) fail("pipe");
  const pid_t producer = fork();
  if (producer < 0) fail("fork");
  if (producer == 0) {
    close(channel[0]);
    run_producer(items, channel[1]);
  }
  const pid_t consumer = fork();
  if (consumer < 0) fail("fork");
  if (consumer == 0) {
    close(channel[1]);
    run_consumer(channel[0], results[1]);
  }
  close(channel[0]);
  close(channel[1]);
  close(results[1]);
  std::vector<std::string> got;
  std::string line;
  while (receive_line(results[0], line)) got.push_back(line);
  close(results[0]);
  reap(producer);
  reap(consumer);
  return got;
}

}  // namespace ex5
