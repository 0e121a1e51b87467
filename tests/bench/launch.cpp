// How long a launch of /bin/true takes: through the sandbox, by posix_spawn, by bubblewrap. In
// turns, so that all of them meet the same noise.
//
//   bench_launch [rounds]
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/sandbox/sandbox.hpp>

namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;
using namespace lockstep;

struct Way {
  std::string name;
  std::function<void()> launch;
  std::vector<double> times;
};

void spawn_and_wait(std::vector<const char*> argv) {
  argv.push_back(nullptr);
  std::array<char*, 1> environment{nullptr};
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, argv[0], nullptr, nullptr,
                                  const_cast<char* const*>(argv.data()), environment.data());
  int status = 0;
  if (error != 0 || ::waitpid(pid, &status, 0) < 0 || status != 0) {
    fmt::print(stderr, "{} failed\n", argv[0]);
    std::exit(1);
  }
}

void launch_in(sandbox::Sandbox& box) {
  sandbox::Program program;
  program.argv = {"/bin/true"};
  if (box.run(program, {}).ending.clean()) return;
  fmt::print(stderr, "/bin/true failed in the sandbox\n");
  std::exit(1);
}

/// As much isolation as ours: all namespaces, a read-only system, private /tmp and /proc.
void launch_bubblewrap() {
  spawn_and_wait({"/usr/bin/bwrap", "--unshare-all", "--die-with-parent",
                  "--new-session",  "--ro-bind",     "/usr",
                  "/usr",           "--symlink",     "usr/bin",
                  "/bin",           "--symlink",     "usr/lib",
                  "/lib",           "--symlink",     "usr/lib64",
                  "/lib64",         "--proc",        "/proc",
                  "--dev",          "/dev",          "--tmpfs",
                  "/tmp",           "/bin/true"});
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void measure(const std::string& title, std::vector<Way>& ways, int rounds,
             std::chrono::milliseconds apart) {
  for (Way& way : ways) way.times.clear();
  for (int i = 0; i < rounds; ++i) {
    for (Way& way : ways) {
      std::this_thread::sleep_for(apart);
      const auto begin = Clock::now();
      way.launch();
      way.times.push_back(Microseconds(Clock::now() - begin).count());
    }
  }
  fmt::print("{}, {} rounds\n", title, rounds);
  // How busy the machine is changes all figures, and their ratio less.
  const double bare = median(ways[1].times);
  for (const Way& way : ways) {
    const auto [least, most] = std::minmax_element(way.times.begin(), way.times.end());
    fmt::print(
        "  {:<12} median {:7.0f} us   least {:7.0f}   most {:7.0f}   {:4.1f} x posix_spawn\n",
        way.name, median(way.times), *least, *most, median(way.times) / bare);
  }
}

std::string load() {
  std::string value;
  std::ifstream("/proc/loadavg") >> value;
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 250;
  sandbox::Sandbox box(LOCKSTEP_LAUNCHER);
  std::vector<Way> ways{{"lockstep", [&box] { launch_in(box); }, {}},
                        {"posix_spawn", [] { spawn_and_wait({"/bin/true"}); }, {}}};
  if (::access("/usr/bin/bwrap", X_OK) == 0) {
    ways.push_back({"bubblewrap", launch_bubblewrap, {}});
  } else {
    fmt::print("bubblewrap is not there: apt install bubblewrap\n");
  }
  fmt::print("sandbox at step {}, load {}\n", sandbox::letter(box.step()), load());
  for (Way& way : ways) way.launch();  // warm
  measure("one after the other", ways, rounds, std::chrono::milliseconds(0));
  measure("100 ms apart", ways, rounds, std::chrono::milliseconds(100));
  const std::vector<char> held(std::size_t{512} << 20U, 'x');
  measure("caller holds " + std::to_string(held.size() >> 20U) + " MiB", ways, rounds,
          std::chrono::milliseconds(0));
  fmt::print("load {}\n", load());
}
