// What ex2 asks for, as plainly as it can be written: prints how many nanoseconds it took to start
// and join so many threads, and to start and reap so many processes.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  const int count = argc > 1 ? std::atoi(argv[1]) : 100;
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(count));
  const auto begin = Clock::now();
  for (int i = 0; i < count; ++i) threads.emplace_back([] {});
  for (std::thread& thread : threads) thread.join();
  const auto between = Clock::now();
  for (int i = 0; i < count; ++i) {
    if (::fork() == 0) ::_exit(0);
  }
  while (::wait(nullptr) > 0) {
  }
  const auto end = Clock::now();
  std::printf("%lld %lld\n", static_cast<long long>((between - begin).count()),
              static_cast<long long>((end - between).count()));
  return 0;
}
