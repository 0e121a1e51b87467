// Another correct design: closing the queue is a C++20 stop request, the workers are std::async
// futures and end by counting; child processes that exchange messages over POSIX message queues.
#include "producer_consumer.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <functional>
#include <stop_token>
#include <string_view>
#include <utility>

namespace ex5 {
namespace {

// ---- the queue ----------------------------------------------------------------------------------

class StoppableQueue : public Queue {
 public:
  explicit StoppableQueue(std::size_t capacity) : capacity_(capacity) {}

  /// A stop request wakes everyone who waits with the token, however many there are.
  bool put(int item) override {
    std::unique_lock lock(mutex_);
    const bool room = changed_.wait(lock, closed_.get_token(), [this] { return has_room(); });
    if (!room || closed_.stop_requested()) return false;
    items_.push(item);
    changed_.notify_all();
    return true;
  }

  std::optional<int> get() override {
    std::unique_lock lock(mutex_);
    const bool found = changed_.wait(lock, closed_.get_token(), [this] { return !items_.empty(); });
    if (!found) return std::nullopt;
    const int item = items_.front();
    items_.pop();
    changed_.notify_all();
    return item;
  }

  void close() override { closed_.request_stop(); }

 private:
  bool has_room() const { return items_.size() < capacity_; }

  const std::size_t capacity_;
  std::stop_source closed_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::queue<int> items_;  // guarded by mutex_
};

// ---- threads ------------------------------------------------------------------------------------

void produce(Queue& queue, int producer, int items_each) {
  for (int i = 0; i < items_each; ++i) queue.put(producer * items_each + i);
}

/// Each ticket is the right to one item, so nobody waits for an item that never comes.
std::vector<int> consume(Queue& queue, std::atomic<int>& tickets) {
  std::vector<int> got;
  while (tickets.fetch_sub(1) > 0) {
    const std::optional<int> item = queue.get();
    if (!item) break;  // closed: not all workers could be started
    got.push_back(*item);
  }
  return got;
}

/// The workers of one call. If not all could be started, the queue is closed, so that those that
/// were started go home; the futures wait for them in their destructors.
struct Crew {
  explicit Crew(Queue& its_queue) : queue(its_queue) {}
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() { queue.close(); }

  Queue& queue;
  std::vector<std::future<void>> producing;
  std::vector<std::future<std::vector<int>>> consuming;
};

// ---- processes ----------------------------------------------------------------------------------

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// A message queue in the kernel. Messages arrive whole and in order. Its name is given up at once,
/// so that it is gone with its last descriptor; the children inherit that.
class MessageQueue {
 public:
  MessageQueue() {
    static std::atomic<unsigned> made{0};
    mq_attr attributes{};
    attributes.mq_maxmsg = 8;
    attributes.mq_msgsize = max_size;
    std::string name;
    do {
      name = "/items-" + std::to_string(::getpid()) + "-" + std::to_string(made++);
      queue_ = ::mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    } while (queue_ < 0 && errno == EEXIST);
    if (queue_ < 0) throw_errno("mq_open");
    ::mq_unlink(name.c_str());
  }
  MessageQueue(const MessageQueue&) = delete;
  MessageQueue& operator=(const MessageQueue&) = delete;
  ~MessageQueue() { ::mq_close(queue_); }

  void send(std::string_view message) {
    while (::mq_send(queue_, message.data(), message.size(), 0) < 0) {
      if (errno != EINTR) throw_errno("mq_send");
    }
  }

  std::string receive() {
    std::array<char, max_size> buffer;
    ssize_t n;
    do {
      n = ::mq_receive(queue_, buffer.data(), buffer.size(), nullptr);
    } while (n < 0 && errno == EINTR);
    if (n < 0) throw_errno("mq_receive");
    return std::string(buffer.data(), static_cast<std::size_t>(n));
  }

 private:
  static constexpr std::size_t max_size = 32;

  mqd_t queue_ = -1;
};

/// Owns one child process. A child that nobody waited for is killed: it might wait for ever for a
/// partner that could not be started.
class Child {
 public:
  /// Runs `work` in a child that exits with 0 if it returns, with 1 if it throws.
  explicit Child(const std::function<void()>& work) : pid_(::fork()) {
    if (pid_ < 0) throw_errno("fork");
    if (pid_ > 0) return;
    try {
      work();
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    reap();
  }

  void wait() {
    if (reap() != 0) throw std::runtime_error("a child process failed");
  }

 private:
  int reap() {
    int status = -1;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

  pid_t pid_;
};

constexpr std::string_view sentinel = "";  // no item is empty

void send_items(MessageQueue& channel, int items) {
  for (int i = 0; i < items; ++i) channel.send("Item " + std::to_string(i));
  channel.send(sentinel);
}

void forward_items(MessageQueue& channel, MessageQueue& results) {
  std::string message;
  do {
    message = channel.receive();
    results.send(message);
  } while (message != sentinel);
}

}  // namespace

std::unique_ptr<Queue> make_queue(std::size_t capacity) {
  if (capacity == 0) throw std::invalid_argument("a queue needs room for at least one item");
  return std::make_unique<StoppableQueue>(capacity);
}

std::vector<std::vector<int>> run_with_threads(int producers, int consumers, int items_each,
                                               std::size_t capacity) {
  if (producers < 0 || consumers < 0 || items_each < 0) {
    throw std::invalid_argument("counts must not be negative");
  }
  const std::unique_ptr<Queue> queue = make_queue(capacity);
  if (consumers == 0) return {};

  std::atomic<int> tickets = producers * items_each;
  Crew crew(*queue);
  for (int c = 0; c < consumers; ++c) {
    crew.consuming.push_back(
        std::async(std::launch::async, [&] { return consume(*queue, tickets); }));
  }
  for (int p = 0; p < producers; ++p) {
    crew.producing.push_back(std::async(
        std::launch::async, [&queue, p, items_each] { produce(*queue, p, items_each); }));
  }
  for (std::future<void>& producer : crew.producing) producer.get();
  std::vector<std::vector<int>> got;
  for (std::future<std::vector<int>>& consumer : crew.consuming) got.push_back(consumer.get());
  return got;
}

std::vector<std::string> run_with_processes(int items) {
  if (items < 0) throw std::invalid_argument("the number of items must not be negative");
  MessageQueue channel;
  MessageQueue results;
  Child producer([&] { send_items(channel, items); });
  Child consumer([&] { forward_items(channel, results); });

  std::vector<std::string> got;
  for (std::string message; (message = results.receive()) != sentinel;) got.push_back(message);
  producer.wait();
  consumer.wait();
  return got;
}

}  // namespace ex5
