// Ordinary C++, with every name and construct that a careless policy would take for an attack.
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <queue>
#include <random>
#include <regex>
#include <semaphore>
#include <set>
#include <shared_mutex>
#include <sstream>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

// ---- globals: constant, computed, thread-local, inline, with a destructor

int plain_counter;
std::mutex lock;
std::vector<std::string> results{"a", "b"};
const std::map<std::string, int> table{{"one", 1}, {"two", 2}};
static std::string greeting = "hello " + std::to_string(table.size());
thread_local std::string own_name = "nobody";
thread_local int own_number = 0;
inline std::atomic<int> shared_number{0};
static const int squares[] = {0, 1, 4, 9, 16};
constinit static std::atomic<long> ready{0};
__attribute__((init_priority(200))) std::string early = "early, but not too early";

// ---- functions called like those of the system, but none of them

static int write_all(int fd, const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t some = ::write(fd, at, size);
    if (some < 0) return -1;
    at += some;
    size -= static_cast<std::size_t>(some);
  }
  return 0;
}

bool read_exactly(int fd, void* data, std::size_t size) { return ::read(fd, data, size) == static_cast<ssize_t>(size); }
pid_t fork_child() { return ::fork(); }
static long read(long value) { return value; }
static void* malloc(std::vector<int>& into) { return into.data(); }

namespace mine {
int fork() { return 1; }
void exit(int) {}
long write(int, const char*) { return 0; }
void* memcpy(void* to) { return to; }
int pthread_create(int value) { return value + 1; }
struct main {
  int operator()() const { return 0; }
};
}  // namespace mine

extern "C" void* thread_body(void* argument) { return argument; }
extern "C" int compare_numbers(const void* a, const void* b) {
  return *static_cast<const int*>(a) - *static_cast<const int*>(b);
}

// ---- classes

class Queue {
 public:
  virtual ~Queue() = default;
  virtual void put(int item) {
    const std::lock_guard guard(mutex_);
    items_.push(item);
    changed_.notify_one();
  }
  virtual int get() {
    std::unique_lock guard(mutex_);
    changed_.wait(guard, [this] { return !items_.empty(); });
    const int item = items_.front();
    items_.pop();
    return item;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::queue<int> items_;
};

struct Pooled {
  static void* operator new(std::size_t size) { return ::operator new(size); }
  static void operator delete(void* memory) { ::operator delete(memory); }
  int value = 0;
};

struct Key {
  int a = 0;
  bool operator==(const Key&) const = default;
};
template <>
struct std::hash<Key> {
  std::size_t operator()(const Key& key) const { return static_cast<std::size_t>(key.a); }
};
namespace std {
template <>
void swap<Key>(Key& a, Key& b) noexcept {
  const int c = a.a;
  a.a = b.a;
  b.a = c;
}
}  // namespace std

struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// ---- small functions: no call, no report, memory of their own or constants

struct Large {
  long a, b, c, d;
};
Large make_large(long a) { return {a, a + 1, a + 2, a + 3}; }
int square_of(int i) { return squares[i % 5]; }
int sum_of_own(int n) {
  int own[16] = {};
  for (int i = 0; i < n && i < 16; ++i) own[i] = i * n;
  int sum = 0;
  for (const int each : own) sum += each;
  return sum;
}
std::array<int, 8> reversed(std::array<int, 8> values) {
  for (int i = 0; i < 4; ++i) std::swap(values[static_cast<std::size_t>(i)], values[static_cast<std::size_t>(7 - i)]);
  return values;
}
const char* name_of(int kind) {
  switch (kind) {
    case 0: return "zero";
    case 1: return "one";
    case 2: return "two";
    case 3: return "three";
    case 4: return "four";
    default: return "many";
  }
}
void relax() {
  for (int i = 0; i < 4; ++i) asm volatile("pause");
  asm volatile("" ::: "memory");
  asm volatile("rep; nop" ::: "memory");
}
unsigned long immediate() { return 0x050f'050f'050fUL ^ 0x80cd'80cdUL ^ 0x340f'340fUL; }
double ratio(double a, double b) { return b == 0 ? 0 : a / b; }
template <typename T>
T largest(T a, T b) {
  return a < b ? b : a;
}
Key* next_key(Key* key) { return key + 1; }
void fill(std::vector<Large>& all) {
  for (Large& each : all) each = make_large(each.b);
}

// ---- coroutines

struct Generator {
  struct promise_type {
    int value = 0;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int next) {
      value = next;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};
Generator count_up(int to) {
  for (int i = 0; i < to; ++i) co_yield i;
}

// ---- all of it used

int use_everything(int argument) {
  std::vector<std::thread> threads;
  Queue queue;
  for (int i = 0; i < argument; ++i) {
    threads.emplace_back([&queue, i] {
      own_number = i;
      own_name = std::to_string(i);
      queue.put(i + largest(i, 3));
      shared_number.fetch_add(1);
      const std::lock_guard guard(lock);
      ++plain_counter;
    });
  }
  for (std::thread& each : threads) each.join();
  auto later = std::async(std::launch::async, [] { return sum_of_own(9); });
  std::promise<int> promise;
  auto shared = std::make_shared<Large>(make_large(1));
  std::jthread([&promise, shared](std::stop_token) { promise.set_value(static_cast<int>(shared->a)); }).join();
  std::counting_semaphore<4> semaphore{1};
  semaphore.acquire();
  std::latch latch(1);
  latch.count_down();
  latch.wait();
  std::barrier barrier(1, []() noexcept { ready.store(1); });
  barrier.arrive_and_wait();
  std::call_once(*std::make_unique<std::once_flag>(), [] { results.emplace_back("once"); });
  static std::vector<int> cache = [] { return std::vector<int>(9, 3); }();
  std::unordered_map<Key, Pooled*> pool{{Key{1}, new Pooled}};
  for (const auto& [key, pooled] : pool) delete pooled;
  Key a{1}, b{2};
  std::swap(a, b);
  std::variant<int, std::string> variant = greeting;
  std::function<int(int)> twice = [&](int value) { return value * 2 + cache[0]; };
  std::ostringstream text;
  text << std::visit([](const auto& value) { std::ostringstream s; s << value; return s.str(); }, variant) << early;
  std::regex pattern("a+b");
  std::mt19937 random(7);
  try {
    if (argument > 100) throw Error("too many");
  } catch (const Error& error) {
    std::cerr << error.what() << "\n";
  }
  auto generator = count_up(3);
  generator.handle.resume();
  generator.handle.destroy();
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) throw std::system_error(errno, std::generic_category());
  const pid_t child = fork_child();
  if (child == 0) {
    write_all(pipe_ends[1], &argument, sizeof argument);
    ::_exit(0);
  }
  int received = 0;
  if (!read_exactly(pipe_ends[0], &received, sizeof received)) received = mine::fork();
  ::waitpid(child, nullptr, 0);
  pthread_t raw;
  pthread_create(&raw, nullptr, &thread_body, nullptr);
  pthread_join(raw, nullptr);
  void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto* counter = new (page) std::atomic<int>(0);
  counter->fetch_add(1);
  std::qsort(cache.data(), cache.size(), sizeof(int), &compare_numbers);
  const long number = ::syscall(SYS_gettid);
  const auto now = std::chrono::steady_clock::now();
  relax();
  std::vector<Large> all(4);
  fill(all);
  return later.get() + promise.get_future().get() + twice(received) + static_cast<int>(number) +
         static_cast<int>(now.time_since_epoch().count() & 1) + square_of(argument) +
         static_cast<int>(read(3)) + mine::pthread_create(1) + mine::main()() + name_of(argument)[0] +
         static_cast<int>(all[1].c) + reversed({1, 2, 3, 4, 5, 6, 7, 8})[0] + next_key(&a)->a * 0 +
         static_cast<int>(immediate()) + (malloc(cache) != nullptr) + static_cast<int>(ratio(1, 2)) +
         static_cast<int>(random()) + std::regex_match(greeting, pattern) + shared_number.load();
}
