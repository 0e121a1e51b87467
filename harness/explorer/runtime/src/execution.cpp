#include "execution.hpp"

#include <sys/mman.h>
#include <sys/single_threaded.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "access.hpp"
#include "ending.hpp"
#include "kernel.hpp"
#include "keys.hpp"
#include "plain_copy.hpp"
#include "scheduler.hpp"
#include "thread.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::uint64_t kChance = 0x10c5'7e90'10c5'7e90;

/// Standard output of an execution, from where the next one will write again.
void read_output() {
  core->answer.clear();
  const long size = kernel(SYS_lseek, core->output, 0, SEEK_CUR);
  if (size <= 0) return;
  const std::size_t kept = std::min(static_cast<std::size_t>(size), kMostOutput);
  core->answer.resize(kept);
  plain_copy(core->answer.data(), core->output_bytes, kept);
  kernel(SYS_lseek, core->output, 0, SEEK_SET);
}

void forget_mappings() noexcept {
  for (const auto& [at, size] : core->mappings) {
    kernel(SYS_munmap, reinterpret_cast<long>(at), static_cast<long>(size));
  }
  core->mappings.clear();
}

void clean_up() {
  if (core->output >= 0) read_output();
  core->snapshot.restore();
  if (core->run.opened_files) core->snapshot.restore_files();
  core->heap.reset();
  forget_keys();
  forget_mappings();
  core->named_semaphores.clear();
  for (std::size_t i = 0; i < core->task_count; ++i) core->fibers.wipe(core->tasks[i]->fiber);
}

void set_up(Strategy& strategy) {
  core->strategy = &strategy;
  core->run.renew();
  core->shadow.next_execution();
  core->objects.next_execution();
  core->overwritten.clear();
  core->channels.next_execution();
  core->task_count = 0;
  core->chance = kChance;
  core->idle_ticks = 0;
  core->watched_stacks.clear();
  if (core->output < 0) core->answer.clear();
  begin_slices();
  alone = true;
  any_special = core->promoted.size() != 0 || core->manner.detailed;
}

}  // namespace

Visibility visibility_now() {
  return {core->promoted.size(),   core->circles.size(),     core->manner.unlocks_visible,
          core->manner.spurious,   core->manner.weak_memory, core->manner.seq_cst_visible,
          core->manner.mixed_sizes};
}

void prepare_executions(void (*body)()) {
  core->exploring = true;  // first: what is allocated from here on is not the program's
  core->body = body;
  __libc_single_threaded = 0;  // or libstdc++ would count references without atomic operations
  watch_endings();
  keep_keys();
  core->heap.keep();
  core->snapshot.take(core->heap.begin(), core->heap.kept_end());
}

void execute(Strategy& strategy) {
  set_up(strategy);
  add_first_task();
  core->current = core->tasks[0].get();
  if (choose_first()) core->fibers.switch_to(core->controller, core->current->fiber);
  note_looks_at_end();
  clean_up();
}

Under::Under(const Visibility& visibility)
    : manner_(core->manner), promoted_(core->promoted), circles_(core->circles) {
  core->manner.unlocks_visible = visibility.unlocks;
  core->manner.spurious = visibility.spurious;
  core->manner.weak_memory = visibility.weak_memory;
  core->manner.seq_cst_visible = visibility.seq_cst;
  core->manner.mixed_sizes = visibility.mixed_sizes;
  core->promoted.keep_first(visibility.promoted);
  core->circles.resize(std::min(circles_.size(), visibility.circles));
}

Under::~Under() {
  core->manner = manner_;
  core->promoted = promoted_;
  core->circles = circles_;
}

Execution last_execution() noexcept {
  const Run& run = core->run;
  return {run.steps, run.candidates, run.blocked, run.end, run.failed, run.spun};
}

const std::string& last_value() noexcept { return core->answer; }

}  // namespace lockstep::explorer::runtime
