// What would differ from run to run or from machine to machine: random numbers, numbers of
// processes, the number of processors. Explored programs get the same answers everywhere.
#include <sys/random.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include <lockstep/wire/protocol.hpp>

#include "access.hpp"
#include "keep.hpp"
#include "next.hpp"

namespace lockstep::explorer::runtime {
namespace {

constexpr int kProcessors = wire::number_of_processors;
constexpr pid_t kProcess = 1000;

/// xorshift64* (Marsaglia 2003, Vigna 2016).
std::uint64_t next_number() noexcept {
  std::uint64_t& state = core->chance;
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545'f491'4f6c'dd1d;
}

void fill_randomly(void* into, std::size_t size) noexcept {
  auto* bytes = static_cast<unsigned char*>(into);
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] = static_cast<unsigned char>(next_number() >> 56);
  }
}

}  // namespace

void keep_chance_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;
using runtime::active;

// NOLINTBEGIN: the names are libc's and libstdc++'s.
extern "C" {

ssize_t getrandom(void* into, std::size_t size, unsigned flags) {
  if (!active) return LOCKSTEP_NEXT(getrandom)(into, size, flags);
  runtime::fill_randomly(into, size);
  return static_cast<ssize_t>(size);
}
int getentropy(void* into, std::size_t size) {
  if (!active) return LOCKSTEP_NEXT(getentropy)(into, size);
  runtime::fill_randomly(into, size);
  return 0;
}
std::uint32_t arc4random() {
  return active ? static_cast<std::uint32_t>(runtime::next_number() >> 32) : 4;
}

/// std::random_device::_M_getval()
std::uint32_t _ZNSt13random_device9_M_getvalEv(void*) {
  if (runtime::core == nullptr) return 0;
  return static_cast<std::uint32_t>(runtime::next_number() >> 32);
}

int get_nprocs() { return runtime::kProcessors; }
int get_nprocs_conf() { return runtime::kProcessors; }
long sysconf(int name) {
  if (active && (name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF)) {
    return runtime::kProcessors;
  }
  return LOCKSTEP_NEXT(sysconf)(name);
}
pid_t getpid() { return active ? runtime::kProcess : LOCKSTEP_NEXT(getpid)(); }
pid_t gettid() {
  if (!active) return LOCKSTEP_NEXT(gettid)();
  return static_cast<pid_t>(runtime::kProcess + static_cast<pid_t>(runtime::self().id));
}

}  // extern "C"
// NOLINTEND
