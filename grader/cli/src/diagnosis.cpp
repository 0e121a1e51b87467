#include "diagnosis.hpp"

#include <algorithm>
#include <fstream>
#include <thread>

#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

namespace lockstep::cli {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::nanoseconds;

nanoseconds now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

template <class Time>
Time at_share(std::vector<Time>& times, double share) {
  std::sort(times.begin(), times.end());
  const auto last = static_cast<double>(times.size() - 1);
  return times[static_cast<std::size_t>(last * share)];
}

std::vector<Compiler> find_compilers(const std::string& for_submissions) {
  std::vector<Compiler> compilers{{for_submissions, build::version_of(for_submissions), true}};
  for (const char* other : {"g++", "clang++"}) {
    if (for_submissions.ends_with(std::string("/") + other)) continue;
    const std::string version = build::version_of(other);
    if (!version.empty()) compilers.push_back({other, version, false});
  }
  return compilers;
}

Clock look_at_clock() {
  Clock clock;
  std::ifstream("/sys/devices/system/clocksource/clocksource0/current_clocksource") >> clock.source;
  timespec resolution{};
  ::clock_getres(CLOCK_MONOTONIC, &resolution);
  clock.resolution = std::chrono::seconds(resolution.tv_sec) + nanoseconds(resolution.tv_nsec);
  constexpr int kReadings = 20'000;
  const nanoseconds begin = now();
  nanoseconds last = begin;
  clock.step = std::chrono::hours(1);
  for (int i = 0; i < kReadings; ++i) {
    const nanoseconds time = now();
    if (time > last) clock.step = std::min(clock.step, time - last);
    last = time;
  }
  clock.cost = (last - begin) / kReadings;
  clock.slow = clock.cost > microseconds(1);  // otherwise it is read without a system call
  return clock;
}

Noise listen() {
  constexpr int kSleeps = 200;
  std::vector<microseconds> late;
  for (int i = 0; i < kSleeps; ++i) {
    const nanoseconds begin = now();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    late.push_back(duration_cast<microseconds>(now() - begin) - std::chrono::milliseconds(1));
  }
  return {at_share(late, 0.5), at_share(late, 0.99), at_share(late, 1.0)};
}

microseconds launch_time(sandbox::Sandbox& box) {
  constexpr int kLaunches = 21;
  sandbox::Program nothing;
  nothing.argv = {"/usr/bin/true"};
  std::vector<microseconds> times;
  for (int i = 0; i < kLaunches; ++i) {
    const nanoseconds begin = now();
    static_cast<void>(box.run(nothing, {}));
    times.push_back(duration_cast<microseconds>(now() - begin));
  }
  return at_share(times, 0.5);
}

void add_lacks(Diagnosis& diagnosis, const std::vector<sandbox::Refusal>& refusals) {
  for (const sandbox::Refusal& refusal : refusals) {
    diagnosis.lacks.push_back(
        {sandbox::letter(refusal.step), refusal.why, remedies_for(refusal.step, refusal.why)});
  }
}

void try_sandbox(Diagnosis& diagnosis, const std::string& helper) {
  try {
    sandbox::Sandbox box(helper);
    diagnosis.step = sandbox::letter(box.step());
    add_lacks(diagnosis, box.reasons());
    diagnosis.launch = launch_time(box);
  } catch (const sandbox::NoSandbox& error) {
    add_lacks(diagnosis, error.reasons());
  } catch (const sandbox::SandboxError& error) {
    diagnosis.fault = error.what();
  }
}

void look_at_machine(Diagnosis& diagnosis) {
  utsname name{};
  ::uname(&name);
  diagnosis.kernel = std::string(name.sysname) + " " + name.release + " " + name.machine;
  diagnosis.cores = std::max(1U, std::thread::hardware_concurrency());
  struct sysinfo info {};
  ::sysinfo(&info);
  diagnosis.memory_bytes = std::uint64_t{info.totalram} * info.mem_unit;
  diagnosis.free_memory_bytes = (std::uint64_t{info.freeram} + info.bufferram) * info.mem_unit;
  std::ifstream("/proc/loadavg") >> diagnosis.load;
}

}  // namespace

bool Diagnosis::can_grade() const {
  return step && std::any_of(compilers.begin(), compilers.end(), [](const Compiler& compiler) {
           return compiler.for_submissions && !compiler.version.empty();
         });
}

Diagnosis diagnose(const build::Installation& installation) {
  Diagnosis diagnosis;
  look_at_machine(diagnosis);
  try_sandbox(diagnosis, installation.launcher.string());
  diagnosis.compilers = find_compilers(installation.compiler);
  diagnosis.clock = look_at_clock();
  diagnosis.noise = listen();
  return diagnosis;
}

}  // namespace lockstep::cli
