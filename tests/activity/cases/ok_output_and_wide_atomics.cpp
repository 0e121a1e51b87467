// expect: workers=2 writers=2 writes=10 kind=atomic serialised=0 races=0
// Every size of atomic, streams, function statics and exceptions inside workers.
#pragma GCC diagnostic ignored "-Wtsan"  // fences: ThreadSanitizer knows none, the recorder does
#include <atomic>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

static const std::string& greeting() {
  static const std::string text = "hello";
  return text;
}

template <typename T>
static void use(std::atomic<T>& value) {
  T seen = value.load(std::memory_order_relaxed);
  value.compare_exchange_strong(seen, static_cast<T>(seen | 1));
  value.fetch_and(static_cast<T>(~1));
}

void call() {
  std::atomic<long> counter{0};
  std::vector<std::thread> workers;
  for (int w = 0; w < 2; ++w)
    workers.emplace_back([&] {
      std::atomic<unsigned char> a{0};
      std::atomic<unsigned short> b{0};
      std::atomic<unsigned> c{0};
      use(a);
      use(b);
      use(c);
      std::ostringstream text;
      try {
        throw std::runtime_error(greeting());
      } catch (const std::exception& error) {
        text << error.what();
      }
      if (text.str() != "hello") std::abort();
      std::atomic_thread_fence(std::memory_order_seq_cst);
      for (int i = 0; i < 10; ++i) counter.fetch_add(1, std::memory_order_relaxed);
    });
  for (std::thread& worker : workers) worker.join();
  std::cout << counter << std::endl;
}
