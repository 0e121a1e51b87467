#include "cgroup.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace lockstep::sandbox {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "lockstep-run-";

Fd open_file(const std::string& path, int flags) {
  return Fd(::open(path.c_str(), flags | O_CLOEXEC));
}

Fd open_counter(const std::string& path) {
  return Fd(static_cast<int>(check(::open(path.c_str(), O_RDONLY | O_CLOEXEC), path)));
}

void must_write(const std::string& file, const std::string& text) {
  errno = write_setting(file, text);
  if (errno != 0) check(-1, file);
}

std::string text_of(const Fd& file) {
  char text[512];
  const ssize_t size = file ? ::pread(file.get(), text, sizeof text, 0) : 0;
  return {text, size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::uint64_t number_in(const Fd& file) {
  return std::strtoull(text_of(file).c_str(), nullptr, 10);
}

/// A line "key number".
std::uint64_t value_of(const Fd& file, const std::string& key) {
  std::istringstream lines(text_of(file));
  std::string name;
  for (std::uint64_t value = 0; lines >> name >> value;) {
    if (name == key) return value;
  }
  return 0;
}

// ---- what dead helpers left --------------------------------------------------------------------

void kill_inside(const std::string& folder) {
  write_setting(folder + "/cgroup.kill", "1");
  for (const int pid : processes_in(folder)) ::kill(pid, SIGKILL);
}

/// A killed process leaves its cgroup a moment later.
void remove_when_empty(const std::string& folder) {
  constexpr int kPasses = 100;
  const timespec moment{0, 2'000'000};
  for (int i = 0; ::rmdir(folder.c_str()) != 0 && errno == EBUSY && i < kPasses; ++i) {
    kill_inside(folder);
    ::nanosleep(&moment, nullptr);
  }
}

void remove_dead(const std::string& folder) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->is_directory(error)) remove_when_empty(at->path().string());
  }
  remove_when_empty(folder);
}

Fd lock_folder(const std::string& folder, int how) {
  Fd lock = open_file(folder, O_RDONLY | O_DIRECTORY);
  if (lock && ::flock(lock.get(), how) != 0) lock.reset();
  return lock;
}

void remove_leftovers(const std::string& below) {
  std::error_code error;
  for (fs::directory_iterator at(below, error), end; !error && at != end; at.increment(error)) {
    const std::string folder = at->path().string();
    if (!at->path().filename().string().starts_with(kPrefix)) continue;
    if (lock_folder(folder, LOCK_EX | LOCK_NB)) remove_dead(folder);
  }
}

// ---- one run -----------------------------------------------------------------------------------

RunCgroup::Place open_place(const Hierarchy& hierarchy, std::string folder) {
  RunCgroup::Place place{hierarchy, std::move(folder), {}, {}, {}, {}, {}};
  const std::string in = place.folder + "/";
  place.entrance = hierarchy.unified ? open_file(place.folder, O_PATH | O_DIRECTORY)
                                     : open_file(in + "tasks", O_WRONLY);
  check(place.entrance.get(), place.folder);
  const bool unified = hierarchy.unified;
  if (hierarchy.cpu) place.cpu = open_counter(in + (unified ? "cpu.stat" : "cpuacct.usage"));
  if (hierarchy.memory) {
    place.memory_events = open_counter(in + (unified ? "memory.events" : "memory.oom_control"));
    place.memory_peak =
        open_file(in + (unified ? "memory.peak" : "memory.max_usage_in_bytes"), O_RDONLY);
  }
  if (hierarchy.tasks) place.task_events = open_counter(in + "pids.events");
  return place;
}

void limit_memory(const std::string& in, bool unified, std::uint64_t limit) {
  const std::string bytes = std::to_string(limit);
  if (unified) {
    must_write(in + "memory.max", bytes);
    write_setting(in + "memory.swap.max", "0");  // not there where nothing can be swapped
    write_setting(in + "memory.oom.group", "1");
  } else {
    must_write(in + "memory.limit_in_bytes", bytes);
    if (write_setting(in + "memory.memsw.limit_in_bytes", bytes) != 0) {
      write_setting(in + "memory.swappiness", "0");
    }
  }
}

/// Version 2 tells apart whose limit was reached. Version 1 only counts who was killed (its count
/// of limits that were hit stands still on some kernels), and so the peak has to tell.
void read_memory(const RunCgroup::Place& place, std::uint64_t limit, CgroupCounters& counters) {
  constexpr std::uint64_t kChargedAhead = 1U << 20U;  // more than the kernel takes at once
  if (place.memory_peak) counters.peak_memory_bytes = number_in(place.memory_peak);
  if (value_of(place.memory_events, "oom_kill") == 0) return;
  const bool own_limit = place.hierarchy.unified
                             ? value_of(place.memory_events, "oom") > 0
                             : counters.peak_memory_bytes.value_or(0) + kChargedAhead >= limit;
  (own_limit ? counters.killed_for_memory : counters.killed_for_machine) = true;
}

std::chrono::nanoseconds read_cpu(const RunCgroup::Place& place) {
  if (!place.hierarchy.unified) return std::chrono::nanoseconds(number_in(place.cpu));
  return std::chrono::microseconds(value_of(place.cpu, "usage_usec"));
}

}  // namespace

void RunCgroup::limit(const Limits& limits) {
  memory_limit_bytes_ = limits.memory_bytes;
  for (const Place& place : places_) {
    const std::string in = place.folder + "/";
    if (place.hierarchy.memory) limit_memory(in, place.hierarchy.unified, limits.memory_bytes);
    if (place.hierarchy.tasks) must_write(in + "pids.max", std::to_string(limits.tasks));
  }
}

bool RunCgroup::limits_memory() const {
  for (const Place& place : places_) {
    if (place.hierarchy.memory) return true;
  }
  return false;
}

bool RunCgroup::limits_tasks() const {
  for (const Place& place : places_) {
    if (place.hierarchy.tasks) return true;
  }
  return false;
}

void RunCgroup::enter() const {
  for (const Place& place : places_) {
    if (place.hierarchy.unified) continue;
    check(::write(place.entrance.get(), "0", 1), "entering the cgroup " + place.folder);
  }
}

int RunCgroup::clone_target() const {
  for (const Place& place : places_) {
    if (place.hierarchy.unified) return place.entrance.get();
  }
  return -1;
}

CgroupCounters RunCgroup::read() const {
  CgroupCounters counters;
  for (const Place& place : places_) {
    if (place.hierarchy.cpu) counters.cpu = read_cpu(place);
    if (place.hierarchy.memory) read_memory(place, memory_limit_bytes_, counters);
    if (place.hierarchy.tasks) counters.tasks_refused = value_of(place.task_events, "max") > 0;
  }
  return counters;
}

void RunCgroup::kill_all() const {
  for (const Place& place : places_) {
    if (place.hierarchy.unified) write_setting(place.folder + "/cgroup.kill", "1");
  }
}

void RunCgroup::remove() {
  for (const Place& place : std::exchange(places_, {})) remove_when_empty(place.folder);
}

CgroupTree::CgroupTree() {
  const Hierarchies found = find_hierarchies();
  missing_ = found.missing;
  for (const Hierarchy& hierarchy : found.usable) {
    try {
      make_own(hierarchy);
    } catch (const std::exception& error) {
      missing_.emplace_back(std::string("no cgroup can be made: ") + error.what());
    }
  }
}

/// The lock on the folder above keeps others from taking ours for a dead one before it is locked.
void CgroupTree::make_own(const Hierarchy& hierarchy) {
  const Fd above = lock_folder(hierarchy.folder, LOCK_EX);
  check(above.get(), hierarchy.folder);
  remove_leftovers(hierarchy.folder);
  Own own{hierarchy, hierarchy.folder + "/" + kPrefix + std::to_string(::getpid()), {}};
  // In another process namespace somebody may have our number.
  for (int i = 1; ::mkdir(own.folder.c_str(), 0755) != 0; ++i) {
    if (errno != EEXIST) check(-1, own.folder);
    own.folder =
        hierarchy.folder + "/" + kPrefix + std::to_string(::getpid()) + "." + std::to_string(i);
  }
  own.lock = lock_folder(own.folder, LOCK_EX);
  check(own.lock.get(), own.folder);
  if (hierarchy.unified) {
    const std::string file = own.folder + "/cgroup.subtree_control";
    if (hierarchy.memory) must_write(file, "+memory");
    if (hierarchy.tasks) must_write(file, "+pids");
  }
  own_.push_back(std::move(own));
}

CgroupTree::~CgroupTree() {
  for (const Own& own : own_) remove_when_empty(own.folder);
}

std::string CgroupTree::missing() const {
  std::string all;
  for (const std::string& one : missing_) all += (all.empty() ? "" : "; ") + one;
  return all;
}

RunCgroup CgroupTree::make_run() const {
  std::vector<RunCgroup::Place> places;
  try {
    for (const Own& own : own_) {
      const std::string folder = own.folder + "/" + std::to_string(::getpid());
      check(::mkdir(folder.c_str(), 0755), folder);
      places.push_back(open_place(own.hierarchy, folder));
    }
  } catch (...) {
    RunCgroup begun(std::move(places));  // removes what was made
    throw;
  }
  return RunCgroup(std::move(places));
}

}  // namespace lockstep::sandbox
