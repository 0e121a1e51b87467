// Another correct design: semaphores that count items and free places, POSIX threads that end by
// sentinels; child processes that exchange their items in rings in shared memory.
#include "producer_consumer.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <cstdio>
#include <new>

namespace ex5 {
namespace {

[[noreturn]] void throw_error(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

class Semaphore {
 public:
  Semaphore(unsigned value, bool shared_by_processes) {
    if (::sem_init(&semaphore_, shared_by_processes ? 1 : 0, value) < 0) {
      throw_error(errno, "sem_init");
    }
  }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;
  ~Semaphore() { ::sem_destroy(&semaphore_); }

  /// Sleeps until the value is positive, then takes one.
  void acquire() {
    while (::sem_wait(&semaphore_) < 0 && errno == EINTR) {
    }
  }
  /// At SEM_VALUE_MAX nothing is added: there is plenty for everyone.
  void release() { ::sem_post(&semaphore_); }

 private:
  sem_t semaphore_;
};

// ---- the queue ----------------------------------------------------------------------------------

/// Dijkstra's bounded buffer. close() adds one to both semaphores, and whoever finds the queue
/// closed (or drained) passes that one on: so it wakes everyone, one after the other.
class SemaphoreQueue : public Queue {
 public:
  /// More than INT_MAX ints would need 8 GiB: a larger capacity is never reached.
  explicit SemaphoreQueue(std::size_t capacity)
      : places_(static_cast<unsigned>(std::min<std::size_t>(capacity, SEM_VALUE_MAX)), false),
        available_(0, false) {}

  bool put(int item) override {
    places_.acquire();
    {
      std::lock_guard lock(mutex_);
      if (!closed_) {
        items_.push(item);
        available_.release();
        return true;
      }
    }
    places_.release();
    return false;
  }

  std::optional<int> get() override {
    available_.acquire();
    std::unique_lock lock(mutex_);
    if (items_.empty()) {  // closed and drained
      lock.unlock();
      available_.release();
      return std::nullopt;
    }
    const int item = items_.front();
    items_.pop();
    lock.unlock();
    places_.release();
    return item;
  }

  void close() override {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    places_.release();
    available_.release();
  }

 private:
  Semaphore places_;     // at least one for each free place
  Semaphore available_;  // at least one for each item
  std::mutex mutex_;
  std::queue<int> items_;  // guarded by mutex_
  bool closed_ = false;    // guarded by mutex_
};

// ---- threads ------------------------------------------------------------------------------------

constexpr int sentinel = -1;  // no item is negative

struct Producer {
  Queue* queue;
  int first;
  int count;
};

struct Consumer {
  Queue* queue;
  std::vector<int> got;
};

void* produce(void* argument) {
  const Producer& self = *static_cast<const Producer*>(argument);
  for (int i = 0; i < self.count; ++i) self.queue->put(self.first + i);
  return nullptr;
}

void* consume(void* argument) {
  Consumer& self = *static_cast<Consumer*>(argument);
  while (const std::optional<int> item = self.queue->get()) {
    if (*item == sentinel) break;
    self.got.push_back(*item);
  }
  return nullptr;
}

/// The threads of one call. If not all could be started, the queue is closed, so that those that
/// were started go home; they are joined in any case.
class Crew {
 public:
  Crew(Queue& queue, std::size_t size) : queue_(queue) { threads_.reserve(size); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    if (threads_.empty()) return;
    queue_.close();
    join_down_to(0);
  }

  void start(void* (*run)(void*), void* argument) {
    pthread_t thread;
    const int error = ::pthread_create(&thread, nullptr, run, argument);
    if (error != 0) throw_error(error, "pthread_create");
    threads_.push_back(thread);
  }

  /// Joins the threads that were started last until only the first `count` are left.
  void join_down_to(std::size_t count) {
    for (; threads_.size() > count; threads_.pop_back()) ::pthread_join(threads_.back(), nullptr);
  }

 private:
  Queue& queue_;
  std::vector<pthread_t> threads_;
};

// ---- processes ----------------------------------------------------------------------------------

/// A ring of short texts in memory that parent and children share: one writer, one reader.
/// An empty text is the sentinel.
class Ring {
 public:
  void put(const char* text) {
    places_.acquire();
    std::snprintf(slots_[written_++ % slots_.size()].data(), slots_[0].size(), "%s", text);
    available_.release();
  }

  std::string get() {
    available_.acquire();
    std::string text = slots_[read_++ % slots_.size()].data();
    places_.release();
    return text;
  }

 private:
  static constexpr std::size_t size = 64;

  Semaphore places_{size, true};
  Semaphore available_{0, true};
  std::size_t written_ = 0;  // used by the writer only
  std::size_t read_ = 0;     // used by the reader only
  std::array<std::array<char, 24>, size> slots_{};
};

struct Channels {
  Ring items;    // from the producer to the consumer
  Ring results;  // from the consumer to the parent
};

/// Owns the mapping in which the channels live.
class SharedChannels {
 public:
  SharedChannels() {
    void* memory = ::mmap(nullptr, sizeof(Channels), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw_error(errno, "mmap");
    channels_ = new (memory) Channels;
  }
  SharedChannels(const SharedChannels&) = delete;
  SharedChannels& operator=(const SharedChannels&) = delete;
  ~SharedChannels() {
    channels_->~Channels();
    ::munmap(channels_, sizeof(Channels));
  }

  Channels* operator->() { return channels_; }

 private:
  Channels* channels_;
};

/// Owns one child process. A child that nobody waited for is killed: it might wait for ever for a
/// partner that could not be started.
class Child {
 public:
  template <typename Work>
  explicit Child(Work work) : pid_(::fork()) {
    if (pid_ < 0) throw_error(errno, "fork");
    if (pid_ > 0) return;
    work();
    ::_exit(0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }

  void wait() {
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }

 private:
  pid_t pid_;
};

void send_items(Ring& channel, int items) {
  for (int i = 0; i < items; ++i) {
    char text[24];
    std::snprintf(text, sizeof text, "Item %d", i);
    channel.put(text);
  }
  channel.put("");
}

void forward_items(Ring& channel, Ring& results) {
  std::string text;
  do {
    text = channel.get();
    results.put(text.c_str());
  } while (!text.empty());
}

}  // namespace

std::unique_ptr<Queue> make_queue(std::size_t capacity) {
  if (capacity == 0) throw std::invalid_argument("a queue needs room for at least one item");
  return std::make_unique<SemaphoreQueue>(capacity);
}

std::vector<std::vector<int>> run_with_threads(int producers, int consumers, int items_each,
                                               std::size_t capacity) {
  if (producers < 0 || consumers < 0 || items_each < 0) {
    throw std::invalid_argument("counts must not be negative");
  }
  const std::unique_ptr<Queue> queue = make_queue(capacity);
  if (consumers == 0) return {};

  std::vector<Consumer> consuming(static_cast<std::size_t>(consumers), {queue.get(), {}});
  std::vector<Producer> producing;
  for (int p = 0; p < producers; ++p)
    producing.push_back({queue.get(), p * items_each, items_each});

  Crew crew(*queue, consuming.size() + producing.size());
  for (Consumer& consumer : consuming) crew.start(consume, &consumer);
  for (Producer& producer : producing) crew.start(produce, &producer);
  crew.join_down_to(consuming.size());
  for (std::size_t i = 0; i < consuming.size(); ++i) queue->put(sentinel);
  crew.join_down_to(0);

  std::vector<std::vector<int>> got;
  for (Consumer& consumer : consuming) got.push_back(std::move(consumer.got));
  return got;
}

std::vector<std::string> run_with_processes(int items) {
  if (items < 0) throw std::invalid_argument("the number of items must not be negative");
  SharedChannels channels;
  Child producer([&] { send_items(channels->items, items); });
  Child consumer([&] { forward_items(channels->items, channels->results); });

  std::vector<std::string> got;
  for (std::string text; !(text = channels->results.get()).empty();) got.push_back(text);
  producer.wait();
  consumer.wait();
  return got;
}

}  // namespace ex5
