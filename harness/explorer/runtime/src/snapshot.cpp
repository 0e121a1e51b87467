#include "snapshot.hpp"

#include <cpuid.h>
#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "kernel.hpp"
#include "own_descriptors.hpp"
#include "pages.hpp"
#include "plain_copy.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kBlock = 256;

struct Narrow {
  using Vector = long long __attribute__((vector_size(16)));
  using Unaligned = long long __attribute__((vector_size(16), aligned(8), may_alias));
};

struct Wide {
  using Vector = long long __attribute__((vector_size(32)));
  using Unaligned = long long __attribute__((vector_size(32), aligned(8), may_alias));
};

template <class As>
[[gnu::always_inline]] inline bool same(const std::byte* a, const std::byte* b) noexcept {
  using Vector = typename As::Vector;
  const auto* x = reinterpret_cast<const typename As::Unaligned*>(a);
  const auto* y = reinterpret_cast<const typename As::Unaligned*>(b);
  Vector difference{};
  for (std::size_t i = 0; i < kBlock / sizeof(Vector); ++i) difference |= x[i] ^ y[i];
  long long any = 0;
  for (std::size_t i = 0; i < sizeof(Vector) / sizeof any; ++i) any |= difference[i];
  return any == 0;
}

/// The first `size` bytes, a number of whole blocks.
template <class As>
[[gnu::always_inline]] inline void restore_blocks(std::byte* at, const std::byte* copy,
                                                  std::size_t size) noexcept {
  for (std::size_t i = 0; i < size; i += kBlock) {
    if (!same<As>(at + i, copy + i)) plain_copy(at + i, copy + i, kBlock);
  }
}

void restore_narrow(std::byte* at, const std::byte* copy, std::size_t size) noexcept {
  restore_blocks<Narrow>(at, copy, size);
}

[[gnu::target("avx2")]] void restore_wide(std::byte* at, const std::byte* copy,
                                          std::size_t size) noexcept {
  restore_blocks<Wide>(at, copy, size);
}

/// Asks the processor itself: the compiler's own way needs a constructor that would run again in
/// every execution.
bool has_wide() noexcept {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_OSXSAVE) == 0) return false;
  unsigned kept = 0;  // of the registers that the kernel saves
  unsigned rest = 0;
  asm volatile("xgetbv" : "=a"(kept), "=d"(rest) : "c"(0));
  constexpr unsigned vectors = 6;
  return (kept & vectors) == vectors && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 &&
         (b & bit_AVX2) != 0;
}

struct Span {
  std::byte* at = nullptr;
  std::size_t size = 0;
};

/// Where functions that are looked up at their first call are noted. It stays as it is: to forget
/// them would mean to look each of them up again in every execution.
struct Lazy {
  std::uintptr_t from = 0;
  std::uintptr_t to = 0;
};

Lazy lazy_functions(const dl_phdr_info& info) noexcept {
  std::uintptr_t table = 0;
  std::size_t relocations = 0;
  for (int i = 0; i < info.dlpi_phnum; ++i) {
    if (info.dlpi_phdr[i].p_type != PT_DYNAMIC) continue;
    const auto* entry =
        reinterpret_cast<const ElfW(Dyn)*>(info.dlpi_addr + info.dlpi_phdr[i].p_vaddr);
    for (; entry->d_tag != DT_NULL; ++entry) {
      if (entry->d_tag == DT_PLTGOT) table = entry->d_un.d_ptr;
      if (entry->d_tag == DT_PLTRELSZ) relocations = entry->d_un.d_val / sizeof(ElfW(Rela));
    }
  }
  if (table == 0 || relocations == 0) return {};
  if (table < info.dlpi_addr) table += info.dlpi_addr;  // the loader has not relocated it
  constexpr std::size_t reserved = 3;
  return {table, table + (reserved + relocations) * sizeof(std::uintptr_t)};
}

void add_span(std::vector<Span>& into, std::uintptr_t from, std::uintptr_t to) {
  if (from < to) into.push_back({reinterpret_cast<std::byte*>(from), to - from});
}

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
  const Lazy lazy = lazy_functions(*info);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = info->dlpi_phdr[i];
    if (header.p_type != PT_LOAD || (header.p_flags & PF_W) == 0) continue;
    const std::uintptr_t to = info->dlpi_addr + header.p_vaddr + header.p_memsz;
    std::uintptr_t from = (info->dlpi_addr + header.p_vaddr) & ~std::uintptr_t{15};
    if (from < relocated) from = relocated;
    add_span(found, from, std::min(to, lazy.from));
    add_span(found, std::max(from, lazy.to), to);
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
  wide_ = has_wide();
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
    (wide_ ? restore_wide : restore_narrow)(region.at, region.copy, whole);
    plain_copy(region.at + whole, region.copy + whole, region.size - whole);
  }
}

std::vector<std::pair<const std::byte*, std::size_t>> Snapshot::writable() const {
  std::vector<std::pair<const std::byte*, std::size_t>> all;
  for (std::size_t i = 0; i + 1 < regions_.size(); ++i) {
    all.emplace_back(regions_[i].at, regions_[i].size);
  }
  return all;
}

void Snapshot::restore_files() noexcept {
  kernel(SYS_close_range, first_free_, first_own_descriptor - 1, 0);
  kernel(SYS_lseek, 0, 0, SEEK_SET);
}

}  // namespace lockstep::explorer::runtime
