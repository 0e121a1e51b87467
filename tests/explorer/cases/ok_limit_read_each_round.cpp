// expect: ok
// about: long loops that read their limit from memory each round and write nothing wait for nobody
#include <cstdint>
#include <cstdio>
#include <thread>

struct Part {
  std::uint64_t limit = 0;
  std::uint64_t sum = 0;
};

void add_up(Part& part) {
  std::uint64_t sum = 0;
  for (std::uint64_t k = 0; k < part.limit; ++k) sum += k * k;
  part.sum = sum;
}

int main() {
  Part first{3'000'000};
  Part second{2'000'000};
  std::thread worker(add_up, std::ref(first));
  add_up(second);
  worker.join();
  std::printf("%llu\n", static_cast<unsigned long long>(first.sum ^ second.sum));
}
