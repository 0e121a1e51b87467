#include "fake.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace {

struct Goodbye {
  ~Goodbye() { std::puts("static destructor"); }
} goodbye;

const int first_in_constructor = fake::first_descriptor();

struct BadCount : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

template <typename Body>
int exit_code_of_child(Body body) {
  const pid_t child = ::fork();
  if (child == 0) return body();
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::int64_t nanoseconds(const timespec& time) {
  return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

namespace fake {

int add(int left, int right) { return left + right; }

std::map<std::string, std::optional<double>> echo(
    const std::map<std::string, std::optional<double>>& value) {
  return value;
}

std::string join(std::vector<std::string> parts) noexcept {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

void nothing() {
  std::atexit([] { std::puts("atexit handler"); });
}

int fail(const std::string& how) {
  if (how == "invalid_argument") throw std::invalid_argument("count must not be negative");
  if (how == "derived") throw BadCount("derived");
  if (how == "out_of_range") throw std::out_of_range("far out");
  if (how == "system_error") throw std::system_error(EAGAIN, std::generic_category(), "fork");
  if (how == "filesystem_error") {
    throw std::filesystem::filesystem_error("open", std::make_error_code(std::errc::io_error));
  }
  if (how == "int") throw 5;
  return 0;
}

std::string large(std::uint64_t size) { return std::string(size, 'x'); }

Clocks read_clocks() {
  Clocks all;
  all.system =
      std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME, &time);
  all.realtime = nanoseconds(time);
  timeval day{};
  ::gettimeofday(&day, nullptr);
  all.of_day = nanoseconds({day.tv_sec, day.tv_usec * 1000});
  all.seconds = std::time(nullptr) * 1'000'000'000;
  std::timespec_get(&time, TIME_UTC);
  all.c11 = nanoseconds(time);
  all.steady =
      std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
  return all;
}

std::int64_t read_in_child() {
  int ends[2] = {};
  if (::pipe(ends) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    const std::int64_t now = read_clocks().system;
    ::_exit(::write(ends[1], &now, sizeof(now)) == sizeof(now) ? 0 : 1);
  }
  std::int64_t now = 0;
  if (::read(ends[0], &now, sizeof(now)) != sizeof(now)) now = -1;
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
  return now;
}

std::vector<int> processors() {
  return {static_cast<int>(std::thread::hardware_concurrency()), ::get_nprocs(),
          ::get_nprocs_conf(), static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)),
          static_cast<int>(::sysconf(_SC_NPROCESSORS_CONF))};
}

int page_size() { return static_cast<int>(::sysconf(_SC_PAGESIZE)); }

int first_descriptor() {
  const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(fd);
  return fd;
}

std::vector<int> inherited_descriptors() {
  std::vector<int> found{first_in_constructor};
  for (int fd = 3; fd < 1024; ++fd) {
    const int flags = ::fcntl(fd, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) found.push_back(fd);
  }
  return found;
}

int child_returns() {
  return exit_code_of_child([] { return 0; });
}

int child_throws() {
  return exit_code_of_child([]() -> int { throw std::runtime_error("in the child"); });
}

void leave_thread() { ::pthread_exit(nullptr); }

int racy_sum() {
  int sum = 0;
  std::jthread left([&] { ++sum; });
  std::jthread right([&] { ++sum; });
  left.join();
  right.join();
  return sum;
}

}  // namespace fake
