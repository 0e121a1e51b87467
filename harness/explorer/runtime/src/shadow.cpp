#include "shadow.hpp"

#include <algorithm>

#include "pages.hpp"
#include "plain_copy.hpp"

namespace lockstep::explorer::runtime {
namespace {

/// A later access that conflicts with `old` conflicts with `by` as well, and is unordered with `by`
/// if it is with `old`. Needs: `old` happened before `by`.
bool covers(AccessKey by, AccessKey old) noexcept {
  if ((bytes_of(old) & ~bytes_of(by)) != 0) return false;
  if ((old & kFreed) != 0) return false;
  if ((old & kWrite) != 0 && (by & kWrite) == 0) return false;
  return (by & kAtomic) == 0 || (old & kAtomic) != 0;
}

}  // namespace

void Shadow::open() {
  root_ = reinterpret_cast<Cell***>(map_pages((std::size_t{1} << kRootBits) * sizeof(Cell**)));
  next_execution();
}

void Shadow::next_execution() {
  if (execution_ == kMostExecutions) {
    for (Cell* page : pages_) plain_fill(page, kPageSize);
    execution_ = 0;
  }
  ++execution_;
  older_.clear();
}

Cell* Shadow::find(std::uintptr_t number) const noexcept {
  const std::uintptr_t high = number >> kLeafBits;
  if (high >= (std::uintptr_t{1} << kRootBits)) return nullptr;
  Cell** leaf = root_[high];
  return leaf == nullptr ? nullptr : leaf[number & ((std::uintptr_t{1} << kLeafBits) - 1)];
}

Cell* Shadow::load(std::uintptr_t number) {
  Cell* cells = find(number);
  if (cells == nullptr) cells = add_page(number);
  if (number - slow_first_ >= slow_count_) near_to(number << 12) = {number, cells};
  return cells;
}

Cell* Shadow::add_page(std::uintptr_t number) {
  if (spare_ == 0) {
    constexpr std::size_t at_once = 64;
    next_page_ = reinterpret_cast<Cell*>(map_pages(at_once * kPageSize));
    spare_ = at_once;
  }
  --spare_;
  Cell* cells = next_page_;
  next_page_ += kCells + 1;
  pages_.push_back(cells);
  // An address outside of what programs have cannot be accessed: the program crashes right after.
  Cell**& leaf = root_[(number >> kLeafBits) & ((std::uintptr_t{1} << kRootBits) - 1)];
  if (leaf == nullptr) {
    leaf = reinterpret_cast<Cell**>(map_pages((std::size_t{1} << kLeafBits) * sizeof(Cell*)));
  }
  leaf[number & ((std::uintptr_t{1} << kLeafBits) - 1)] = cells;
  return cells;
}

int Shadow::meet(AccessKey before, AccessKey now, const Clock& clock) noexcept {
  if ((bytes_of(before) & bytes_of(now)) == 0) return 0;
  if ((before & kFreed) != 0) return 2;
  if (((before | now) & kWrite) == 0) return 0;
  if ((before & now & kAtomic) != 0) return 0;
  return clock.includes(task_of(before), time_of(before)) ? 0 : 1;
}

void Shadow::push_older(Cell& cell, const Access& access) {
  if (cell.more_execution != execution_) {
    cell.more_execution = execution_;
    cell.more = 0;
  }
  older_.push_back({access, cell.more});
  cell.more = static_cast<std::uint32_t>(older_.size());
}

void Shadow::remember(Cell& cell, const Access& access, const Clock& clock) {
  const auto is_covered = [&](const Access& old) {
    return clock.includes(task_of(old.key), time_of(old.key)) && covers(access.key, old.key);
  };
  if (cell.more_execution == execution_) {
    std::uint32_t* link = &cell.more;
    while (*link != 0) {
      Older& older = older_[*link - 1];
      if (is_covered(older.access)) {
        *link = older.next;
      } else {
        link = &older.next;
      }
    }
  }
  Access& own = (access.key & kWrite) != 0 ? cell.write : cell.read;
  Access& other = (access.key & kWrite) != 0 ? cell.read : cell.write;
  if (is_current(other.key) && is_covered(other)) other.key = 0;
  if (is_current(own.key) && !is_covered(own)) push_older(cell, own);
  own = access;
}

void Shadow::forget(std::uintptr_t address, std::size_t size) {
  std::uintptr_t at = address & ~std::uintptr_t{7};
  const std::uintptr_t end = address + size;
  while (at < end) {
    const std::uintptr_t page_end = std::min(((at >> 12) + 1) << 12, end);
    if (Cell* page = find(at >> 12); page != nullptr) {
      const std::size_t first = (at >> 3) & (kCells - 1);
      const std::size_t count = (page_end - at + 7) / 8;
      plain_fill(page + first, count * sizeof(Cell));
    }
    at = page_end;
  }
}

}  // namespace lockstep::explorer::runtime
