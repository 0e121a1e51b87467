#include "core.hpp"

#include <algorithm>
#include <new>

#include "pages.hpp"

namespace lockstep::explorer::runtime {

constinit bool active = false;
constinit Core* core = nullptr;
constinit AccessKey current_mark = 0;
constinit std::uint64_t reads_between = 0;
constinit std::uintptr_t stack_at_hook = 0;

namespace {

constexpr std::uintptr_t kHeapAt = 0x6000'0000'0000;
constexpr std::uintptr_t kOwnHeapAt = 0x6800'0000'0000;
constexpr std::size_t kHeapReserve = std::size_t{16} << 30;

}  // namespace

bool Promoted::found(std::uintptr_t pc) const noexcept {
  return std::find(pcs_.begin(), pcs_.end(), pc) != pcs_.end();
}

bool Promoted::add(std::uintptr_t pc) {
  if (found(pc)) return false;
  pcs_.push_back(pc);
  filter_[(pc >> 6) & 7] |= std::uint64_t{1} << (pc & 63);
  return true;
}

void Promoted::keep_first(std::size_t count) noexcept {
  pcs_.resize(std::min(count, pcs_.size()));
  std::fill(std::begin(filter_), std::end(filter_), 0);
  for (const std::uintptr_t pc : pcs_) filter_[(pc >> 6) & 7] |= std::uint64_t{1} << (pc & 63);
}

void Run::renew() {
  steps.clear();
  candidates.clear();
  blocked.clear();
  end = End::finished;
  spun = failed = proving = false;
  exit_status = 0;
  findings.clear();
  events.clear();
  decisions = forced = 0;
  time = effects = 0;
  stale_store = visibility_changed = used_late_wake = used_time_out = waited_in_vain = false;
  stale = {};
  fences.clear();
  old_reads.clear();
  late_waits.clear();
  unchecked_waits.clear();
  stacks_of_looks = 0;
  handled_signals = ignored_signals = 0;
  waited = opened_files = left_sight = has_children = false;
  cut_off = own_stacks = main_left = terminating = false;
  probe = nullptr;
  probe_steps = 0;
  hash = 0xcbf2'9ce4'8422'2325;
}

void open_heaps() noexcept {
  if (core != nullptr) return;
  // Zeroed pages are a valid heap that is not open; the rest is constructed by open_core().
  std::byte* memory = map_pages(pages_up(sizeof(Core)));
  core = ::new (memory) Core;
  core->heap.open(kHeapAt, kHeapReserve);
  core->own.open(kOwnHeapAt, kHeapReserve);
}

void open_core() {
  open_heaps();
  core->shadow.open();
  core->fibers.open();
  core->shadow.never_quickly(core->fibers.locals(), core->fibers.locals_size());
}

void renew_mark() noexcept {
  const Task& now = self();
  current_mark = core->shadow.execution() | AccessKey{now.id} << kTaskAt |
                 AccessKey{now.clock.of(now.id)} << kTimeAt;
}

void tick() {
  self().clock.tick(self().id);
  renew_mark();
}

void note_once(std::vector<std::string>& list, const char* name) {
  if (std::find(list.begin(), list.end(), name) == list.end()) list.emplace_back(name);
}

void undecided(const char* name) { note_once(core->undecided, name); }

}  // namespace lockstep::explorer::runtime
