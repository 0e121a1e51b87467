// Reference: a monitor (one mutex, two condition variables) that the caller closes when all
// producers are done; two child processes joined by pipes, with one line for each item.
#include "producer_consumer.hpp"

#include <array>
#include <csignal>
#include <functional>
#include <utility>

namespace ex5 {
namespace {

// ---- the queue ----------------------------------------------------------------------------------

class BoundedQueue : public Queue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  bool put(int item) override {
    {
      std::unique_lock lock(mutex_);
      not_full_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
      if (closed_) return false;
      items_.push(item);
    }
    not_empty_.notify_one();
    return true;
  }

  std::optional<int> get() override {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;  // closed and drained
    const int item = items_.front();
    items_.pop();
    lock.unlock();
    not_full_.notify_one();
    return item;
  }

  void close() override {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    not_empty_.notify_all();
    not_full_.notify_all();
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable not_empty_;  // an item came, or the queue was closed
  std::condition_variable not_full_;   // an item went, or the queue was closed
  std::queue<int> items_;              // guarded by mutex_
  bool closed_ = false;                // guarded by mutex_
};

// ---- threads ------------------------------------------------------------------------------------

void produce(Queue& queue, int producer, int items_each) {
  for (int i = 0; i < items_each; ++i) queue.put(producer * items_each + i);
}

void consume(Queue& queue, std::vector<int>& got) {
  while (const std::optional<int> item = queue.get()) got.push_back(*item);
}

/// Closes the queue at the end of a scope: also when not all workers could be started, so that
/// those that were can go home.
class Closing {
 public:
  explicit Closing(Queue& queue) : queue_(queue) {}
  Closing(const Closing&) = delete;
  Closing& operator=(const Closing&) = delete;
  ~Closing() { queue_.close(); }

 private:
  Queue& queue_;
};

// ---- processes ----------------------------------------------------------------------------------

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// Owns one file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Pipe open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) < 0) throw_errno("pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

void write_line(int fd, std::string line) {
  line += '\n';
  std::size_t done = 0;
  while (done < line.size()) {
    const ssize_t n = ::write(fd, line.data() + done, line.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno("write");
    done += static_cast<std::size_t>(n);
  }
}

/// Cuts the bytes of a pipe into lines. One read() may bring half a line or several.
class LineReader {
 public:
  explicit LineReader(int fd) : fd_(fd) {}

  /// The next line without its end; nullopt at the end of the file.
  std::optional<std::string> next() {
    std::string line;
    while (true) {
      if (first_ == last_ && !fill()) return std::nullopt;
      const char c = buffer_[first_++];
      if (c == '\n') return line;
      line += c;
    }
  }

 private:
  bool fill() {
    ssize_t n;
    do {
      n = ::read(fd_, buffer_.data(), buffer_.size());
    } while (n < 0 && errno == EINTR);
    if (n < 0) throw_errno("read");
    first_ = 0;
    last_ = static_cast<std::size_t>(n);
    return n > 0;
  }

  int fd_;
  std::array<char, 4096> buffer_{};
  std::size_t first_ = 0;  // what has been read but not given out is [first_, last_)
  std::size_t last_ = 0;
};

/// Owns one child process. A child that nobody waited for is killed, so that it cannot outlive the
/// call when something fails half way.
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

const std::string sentinel = "end";  // no item looks like this

void send_items(int items, int channel) {
  for (int i = 0; i < items; ++i) write_line(channel, "Item " + std::to_string(i));
  write_line(channel, sentinel);
}

/// Passes each item on as soon as it is there.
void forward_items(int channel, int results) {
  LineReader lines(channel);
  while (std::optional<std::string> line = lines.next()) {
    if (*line == sentinel) return;
    write_line(results, *std::move(line));
  }
  throw std::runtime_error("the producer ended without a sentinel");
}

}  // namespace

std::unique_ptr<Queue> make_queue(std::size_t capacity) {
  if (capacity == 0) throw std::invalid_argument("a queue needs room for at least one item");
  return std::make_unique<BoundedQueue>(capacity);
}

std::vector<std::vector<int>> run_with_threads(int producers, int consumers, int items_each,
                                               std::size_t capacity) {
  if (producers < 0 || consumers < 0 || items_each < 0) {
    throw std::invalid_argument("counts must not be negative");
  }
  const std::unique_ptr<Queue> queue = make_queue(capacity);
  if (consumers == 0) return {};

  std::vector<std::vector<int>> got(static_cast<std::size_t>(consumers));
  std::vector<std::jthread> consuming;
  std::vector<std::jthread> producing;
  {
    const Closing closing(*queue);
    for (std::vector<int>& mine : got) consuming.emplace_back([&] { consume(*queue, mine); });
    for (int p = 0; p < producers; ++p) {
      producing.emplace_back([&queue, p, items_each] { produce(*queue, p, items_each); });
    }
    for (std::jthread& producer : producing) producer.join();
  }  // all items are in the queue: close it, and the consumers end when it is drained
  for (std::jthread& consumer : consuming) consumer.join();
  return got;
}

std::vector<std::string> run_with_processes(int items) {
  if (items < 0) throw std::invalid_argument("the number of items must not be negative");
  Pipe channel = open_pipe();
  Pipe results = open_pipe();

  Child producer([&] {
    channel.read_end.close();
    results.read_end.close();
    results.write_end.close();
    send_items(items, channel.write_end.get());
  });
  Child consumer([&] {
    channel.write_end.close();
    results.read_end.close();
    forward_items(channel.read_end.get(), results.write_end.get());
  });
  channel.read_end.close();
  channel.write_end.close();
  results.write_end.close();

  std::vector<std::string> got;
  LineReader lines(results.read_end.get());
  while (std::optional<std::string> line = lines.next()) got.push_back(*std::move(line));
  producer.wait();
  consumer.wait();
  return got;
}

}  // namespace ex5
