#include "pages.hpp"

#include <sys/mman.h>

#include <cstring>

#include "kernel.hpp"

namespace lockstep::explorer::runtime {

std::byte* map_pages(std::size_t bytes, std::uintptr_t wanted) noexcept {
  constexpr int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  const int fixed = wanted == 0 ? 0 : MAP_FIXED_NOREPLACE;
  const auto ask = [&](std::uintptr_t at, int more) {
    return kernel(SYS_mmap, static_cast<long>(at), static_cast<long>(bytes), PROT_READ | PROT_WRITE,
                  flags | more, -1, 0);
  };
  long got = ask(wanted, fixed);
  if (kernel_failed(got) && fixed != 0) got = ask(0, 0);
  if (kernel_failed(got)) give_up("no memory for the explorer");
  return reinterpret_cast<std::byte*>(got);
}

void guard_pages(std::byte* from, std::size_t bytes) noexcept {
  kernel(SYS_mprotect, reinterpret_cast<long>(from), static_cast<long>(bytes), PROT_NONE);
}

void give_up(const char* why) noexcept {
  constexpr char prefix[] = "lockstep: ";
  kernel(SYS_write, 2, reinterpret_cast<long>(prefix), sizeof(prefix) - 1);
  std::size_t length = 0;
  while (why[length] != '\0') ++length;
  kernel(SYS_write, 2, reinterpret_cast<long>(why), static_cast<long>(length));
  kernel(SYS_write, 2, reinterpret_cast<long>("\n"), 1);
  kernel(SYS_exit_group, 98);
  __builtin_trap();
}

}  // namespace lockstep::explorer::runtime
