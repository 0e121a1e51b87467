// begin() and end(): the life of a recording.
#include <link.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <string>

#include <lockstep/explorer/activity.hpp>
#include <lockstep/wire/codec.hpp>

#include "parts.hpp"
#include "summary.hpp"
#include "task.hpp"

extern "C" void* __libc_stack_end;

namespace lockstep::explorer::activity {
namespace {

constinit std::uint32_t recordings = 0;

std::uintptr_t image_base() {
  std::uintptr_t base = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* result) {
        *static_cast<std::uintptr_t*>(result) = info->dlpi_addr;
        return 1;  // the program is the first
      },
      &base);
  return base;
}

// The caller's own stack, also in children that it forks: what a task keeps there is its own.
void set_main_stack(Task& task) noexcept {
  constexpr std::uintptr_t most = 64u << 20;
  rlimit limit{};
  getrlimit(RLIMIT_STACK, &limit);
  const auto high = reinterpret_cast<std::uintptr_t>(__libc_stack_end);
  task.stack_size = std::min<std::uintptr_t>(limit.rlim_cur, most);
  task.stack_low = high - task.stack_size;
}

// A thread that was never joined may still write to its record.
bool all_threads_ended(const Area& recorded) noexcept {
  const std::span<const Task> tasks = all_tasks(recorded);
  return std::all_of(tasks.begin() + 1, tasks.end(), [](const Task& task) {
    return task.process || task.state == State::ended || task.state == State::failed;
  });
}

}  // namespace

void keep_recording() noexcept {
  keep_plain_accesses();
  keep_atomic_accesses();
  keep_task_calls();
  keep_lock_calls();
  keep_token_calls();
  keep_file_calls();
  keep_kernel_calls();
  keep_memory_calls();
  keep_fortified_calls();
}

void begin() {
  void* memory = mmap(nullptr, sizeof(Area), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return;
  area = static_cast<Area*>(memory);  // zeroed memory is an empty recording
  Task* const caller = claim_task(-1);
  caller->pid = getpid();
  set_main_stack(*caller);
  const std::uint32_t now = ++recordings;
  current_task = {caller, now};
  generation.store(now, std::memory_order_release);
}

Activity end() {
  generation.store(0, std::memory_order_release);
  current_task = {nullptr, 0};
  if (area == nullptr) {
    Activity nothing;
    nothing.overflowed = true;
    return nothing;
  }
  Area* const recorded = area;
  area = nullptr;
  Activity activity = summarise(*recorded, image_base());
  if (all_threads_ended(*recorded)) munmap(recorded, sizeof(Area));
  return activity;
}

}  // namespace lockstep::explorer::activity

extern "C" void lockstep_activity_begin() { lockstep::explorer::activity::begin(); }

extern "C" const char* lockstep_activity_end(std::size_t* size) {
  static std::string bytes;
  bytes = lockstep::wire::encode(lockstep::explorer::activity::end());
  *size = bytes.size();
  return bytes.data();
}
