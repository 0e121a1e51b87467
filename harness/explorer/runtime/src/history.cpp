#include "history.hpp"

#include <algorithm>

namespace lockstep::explorer::runtime {
namespace {

/// Byte by byte: the compiler's own functions are the program's here.
bool equal(const Stored& stored, const void* memory, std::uint32_t size) noexcept {
  const auto* at = static_cast<const volatile std::byte*>(memory);
  for (std::uint32_t i = 0; i < size; ++i) {
    if (stored.value[i] != at[i]) return false;
  }
  return true;
}

void copy(Stored& stored, const void* memory, std::uint32_t size) noexcept {
  const auto* at = static_cast<const volatile std::byte*>(memory);
  for (std::uint32_t i = 0; i < size; ++i) stored.value[i] = at[i];
}

}  // namespace

void History::close() noexcept {
  if (size_ == 0) return;
  newest_ = first_ = size_ = 0;
  for (std::vector<Look>& looks : looks_) looks.clear();
  seq_cst_.clear();
  rereads_.clear();
}

bool History::knows(const void* memory, std::uint32_t size) const noexcept {
  return size_ == size && equal(at(newest_), memory, size);
}

void History::open(const void* memory, std::uint32_t size) {
  if (stored_.empty()) stored_.resize(kKept);
  close();
  size_ = size;
  Stored& first = at(0);
  copy(first, memory, size);
  first.released.clear();
  first.by = UINT32_MAX;
  first.decision = 0;
}

Stored& History::push(const void* memory) {
  Stored& next = at(++newest_);
  copy(next, memory, size_);
  return next;
}

std::uint32_t History::oldest() const noexcept {
  return std::max(first_, newest_ - std::min(newest_, kMostOlder));
}

bool History::same_as_next(std::uint32_t number) const noexcept {
  const Stored& next = at(number + 1);
  return equal(at(number), next.value.data(), size_) && at(number).released == next.released;
}

void History::note_seen(TaskId task, std::uint32_t time, std::uint32_t number) {
  if (number == 0) return;
  if (looks_.size() <= task) looks_.resize(task + 1);
  std::vector<Look>& looks = looks_[task];
  if (!looks.empty() && looks.back().number >= number) return;
  if (!looks.empty() && looks.back().time == time) {
    looks.back().number = number;
  } else {
    looks.push_back({time, number});
  }
}

void History::note_seq_cst(std::uint32_t decision, std::uint32_t number) {
  if (!seq_cst_.empty() && seq_cst_.back().number >= number) return;
  seq_cst_.push_back({decision, number});
}

std::uint32_t History::seen_within(const Clock& clock) const noexcept {
  std::uint32_t newest = 0;
  for (TaskId task = 0; task < looks_.size(); ++task) {
    const std::vector<Look>& looks = looks_[task];
    for (std::size_t at = looks.size(); at-- > 0;) {
      if (!clock.includes(task, looks[at].time)) continue;
      newest = std::max(newest, looks[at].number);
      break;
    }
  }
  return newest;
}

std::uint32_t History::seq_cst_before(std::uint32_t decision) const noexcept {
  for (std::size_t at = seq_cst_.size(); at-- > 0;) {
    if (seq_cst_[at].time < decision) return seq_cst_[at].number;
  }
  return 0;
}

std::uint32_t& History::rereads(TaskId task, std::uintptr_t pc, std::uint32_t number) {
  for (Reread& one : rereads_) {
    if (one.task == task && one.pc == pc && one.number == number) return one.count;
  }
  return rereads_.emplace_back(Reread{task, pc, number, 0}).count;
}

std::uint32_t History::reread(TaskId task, std::uintptr_t pc, std::uint32_t number) const noexcept {
  for (const Reread& one : rereads_) {
    if (one.task == task && one.pc == pc && one.number == number) return one.count;
  }
  return 0;
}

}  // namespace lockstep::explorer::runtime
