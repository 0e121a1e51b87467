#include "snapshot.hpp"

#include <link.h>
#include <unistd.h>

#include <cstdint>

#include "kernel.hpp"
#include "pages.hpp"
#include "plain_copy.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kBlock = 256;

using Vector = long long __attribute__((vector_size(16)));
using Unaligned = long long __attribute__((vector_size(16), aligned(8), may_alias));

bool same(const std::byte* a, const std::byte* b) noexcept {
  const auto* x = reinterpret_cast<const Unaligned*>(a);
  const auto* y = reinterpret_cast<const Unaligned*>(b);
  Vector difference{};
  for (std::size_t i = 0; i < kBlock / sizeof(Vector); ++i) difference |= x[i] ^ y[i];
  return (difference[0] | difference[1]) == 0;
}

struct Span {
  std::byte* at = nullptr;
  std::size_t size = 0;
};

/// Where what is read-only after relocation ends in this object; 0: there is none.
std::uintptr_t end_of_relocated(const dl_phdr_info& info) noexcept {
  for (int i = 0; i < info.dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = info.dlpi_phdr[i];
    if (header.p_type == PT_GNU_RELRO) {
      return (info.dlpi_addr + header.p_vaddr + header.p_memsz) & ~(kPage - 1);
    }
  }
  return 0;
}

int add_writable(dl_phdr_info* info, std::size_t, void* into) {
  auto& found = *static_cast<std::vector<Span>*>(into);
  const std::uintptr_t relocated = end_of_relocated(*info);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = info->dlpi_phdr[i];
    if (header.p_type != PT_LOAD || (header.p_flags & PF_W) == 0) continue;
    const std::uintptr_t to = info->dlpi_addr + header.p_vaddr + header.p_memsz;
    std::uintptr_t from = (info->dlpi_addr + header.p_vaddr) & ~std::uintptr_t{15};
    if (from < relocated) from = relocated;
    if (from < to) found.push_back({reinterpret_cast<std::byte*>(from), to - from});
  }
  return 0;
}

}  // namespace

void Snapshot::add(std::byte* at, std::size_t size) {
  if (size == 0) return;
  const std::size_t blocks = (size + kBlock - 1) / kBlock * kBlock;
  regions_.push_back({at, map_pages(pages_up(blocks)), size});
}

void Snapshot::take(std::byte* heap_begin, std::byte* heap_end) {
  std::vector<Span> writable;
  dl_iterate_phdr(add_writable, &writable);
  for (const Span& span : writable) add(span.at, span.size);
  add(heap_begin, pages_up(static_cast<std::size_t>(heap_end - heap_begin)));
  const long fd = kernel(SYS_dup, 0);
  if (!kernel_failed(fd)) {
    first_free_ = static_cast<int>(fd);
    kernel(SYS_close, fd);
  }
  for (const Region& region : regions_) plain_copy(region.copy, region.at, region.size);
}

void Snapshot::restore() noexcept {
  for (const Region& region : regions_) {
    const std::size_t whole = region.size / kBlock * kBlock;
    for (std::size_t i = 0; i < whole; i += kBlock) {
      if (!same(region.at + i, region.copy + i)) {
        plain_copy(region.at + i, region.copy + i, kBlock);
      }
    }
    plain_copy(region.at + whole, region.copy + whole, region.size - whole);
  }
}

void Snapshot::restore_files() noexcept {
  // Descriptors above stay: the explorer keeps its own there.
  constexpr long own = 900;
  kernel(SYS_close_range, first_free_, own - 1, 0);
  kernel(SYS_lseek, 0, 0, SEEK_SET);
}

}  // namespace lockstep::explorer::runtime
