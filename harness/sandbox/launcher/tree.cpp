#include "tree.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <dirent.h>
#include <unistd.h>

#include "../src/descriptor.hpp"
#include "wait_state.hpp"

namespace lockstep::sandbox {

namespace {

std::string proc(pid_t pid, std::string_view file) {
  return "/proc/" + std::to_string(pid) + "/" + std::string(file);
}

std::vector<pid_t> numbers_in(std::string_view text) {
  std::vector<pid_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    pid_t number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error == std::errc()) numbers.push_back(number);
    at = next == at ? at + 1 : next;
  }
  return numbers;
}

std::vector<pid_t> task_ids(pid_t pid) {
  std::vector<pid_t> ids;
  DIR* folder = ::opendir(proc(pid, "task").c_str());
  if (folder == nullptr) return ids;
  while (const dirent* entry = ::readdir(folder)) {
    const std::vector<pid_t> number = numbers_in(entry->d_name);
    if (!number.empty()) ids.push_back(number.front());
  }
  ::closedir(folder);
  return ids;
}

/// Fields of a stat file from the third on: the second, the name, may hold spaces and brackets.
std::vector<std::string> stat_fields(const std::string& path) {
  const std::string text = read_small_file(path);
  const std::size_t bracket = text.rfind(") ");
  std::vector<std::string> fields;
  if (bracket == std::string::npos) return fields;
  std::size_t at = bracket + 2;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    fields.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

constexpr std::size_t kState = 0;           // field 3 of proc(5)
constexpr std::size_t kUserTime = 11;       // fields 14 to 17: utime, stime, cutime, cstime
constexpr std::size_t kTimeFields = 4;

bool zombie(const std::vector<std::string>& fields) {
  return fields.empty() || fields[kState] == "Z" || fields[kState] == "X";
}

std::uint64_t kilobytes(const std::string& text, std::string_view key) {
  const std::size_t at = text.find(key);
  if (at == std::string::npos) return 0;
  return std::strtoull(text.c_str() + at + key.size(), nullptr, 10);
}

std::uint64_t resident_bytes(pid_t pid) {
  const std::vector<pid_t> pages = numbers_in(read_small_file(proc(pid, "statm")));
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return pages.size() > 2 ? static_cast<std::uint64_t>(pages[1]) * page : 0;
}

std::uint64_t proportional_bytes(pid_t pid) {
  return kilobytes(read_small_file(proc(pid, "smaps_rollup")), "\nPss:") * 1024U;
}

std::uint64_t context_switches(pid_t pid, pid_t task) {
  const std::string text =
      read_small_file(proc(pid, "task/" + std::to_string(task) + "/status"));
  // "voluntary_ctxt_switches:" is also the tail of "nonvoluntary_ctxt_switches:".
  return kilobytes(text, "\nvoluntary_ctxt_switches:") +
         kilobytes(text, "\nnonvoluntary_ctxt_switches:");
}

std::optional<Blocked> blocked_task(TaskId id, const std::set<pid_t>& held,
                                    const std::set<std::string>& outside) {
  const std::string folder = proc(id.process, "task/" + std::to_string(id.task));
  const std::vector<std::string> fields = stat_fields(folder + "/stat");
  if (fields.empty()) return std::nullopt;
  std::optional<Wait> wait;
  if (fields[kState] == "D") {
    wait = wait_for_start(folder);
  } else if (fields[kState] == "S") {
    wait = held.count(id.task) != 0 ? held_wait(folder) : endless_wait(folder, outside);
  }
  if (!wait) return std::nullopt;
  return Blocked{id, *wait, context_switches(id.process, id.task)};
}

std::vector<Blocked> blocked_pass(pid_t root, const std::set<pid_t>& held,
                                  const std::set<std::string>& outside) {
  std::vector<Blocked> blocked;
  for (const ProcessState& process : descendants(root)) {
    if (process.zombie) continue;
    for (const pid_t task : process.tasks) {
      if (process.main_ended && task == process.pid) continue;
      const std::optional<Blocked> one = blocked_task({process.pid, task}, held, outside);
      if (!one) return {};
      blocked.push_back(*one);
    }
  }
  return blocked;
}

}  // namespace

std::vector<ProcessState> descendants(pid_t root) {
  std::vector<ProcessState> found;
  std::vector<pid_t> open{root};
  for (std::size_t i = 0; i < open.size(); ++i) {
    const pid_t pid = open[i];
    const bool main_ended = zombie(stat_fields(proc(pid, "stat")));
    ProcessState state{pid, false, task_ids(pid), main_ended};
    // While other tasks are listed the process is still ending, and its parent still to be woken;
    // or its main thread has left before the others.
    state.zombie = state.main_ended && state.tasks.size() <= 1;
    for (const pid_t task : state.tasks) {
      const std::string children = read_small_file(
          proc(pid, "task/" + std::to_string(task) + "/children"));
      for (const pid_t child : numbers_in(children)) open.push_back(child);
    }
    if (pid != root) found.push_back(std::move(state));
  }
  return found;
}

std::chrono::nanoseconds cpu_time(pid_t process, bool with_children) {
  static const auto ticks_per_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  const std::vector<std::string> fields = stat_fields(proc(process, "stat"));
  if (fields.size() < kUserTime + kTimeFields) return {};
  std::uint64_t ticks = 0;
  for (std::size_t i = 0; i < (with_children ? kTimeFields : kTimeFields / 2); ++i) {
    ticks += std::strtoull(fields[kUserTime + i].c_str(), nullptr, 10);
  }
  return std::chrono::nanoseconds(ticks * 1'000'000'000ULL / ticks_per_second);
}

std::uint64_t memory_bytes(const std::vector<ProcessState>& tree, std::uint64_t suspicious) {
  std::uint64_t sum = 0;
  for (const ProcessState& process : tree) sum += resident_bytes(process.pid);
  if (sum <= suspicious || tree.size() < 2) return sum;
  sum = 0;
  for (const ProcessState& process : tree) sum += proportional_bytes(process.pid);
  return sum;
}

std::vector<Blocked> blocked_for_ever(pid_t root, const std::set<pid_t>& held,
                                      const std::set<std::string>& outside) {
  std::vector<Blocked> first = blocked_pass(root, held, outside);
  if (first.empty()) return {};
  return blocked_pass(root, held, outside) == first ? first : std::vector<Blocked>{};
}

pid_t parent_of(pid_t process) {
  return static_cast<pid_t>(kilobytes(read_small_file(proc(process, "status")), "\nPPid:"));
}

pid_t process_of(pid_t task) {
  return static_cast<pid_t>(kilobytes(read_small_file(proc(task, "status")), "\nTgid:"));
}

}  // namespace lockstep::sandbox
