// Functions of libc that keep something for all threads together, without a lock: POSIX lets them
// be called by one thread at a time. Each piece of such state has a variable here that stands for
// it; a call counts as a write to it, and to what the caller gets a pointer to.
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "access.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "program_code.hpp"

namespace lockstep::explorer::runtime {
namespace {

struct State {
  char bytes[24];  // more than a finding shows the value of
};

// Named as findings call them.
State where_strtok_is asm("strtok.state") = {};
State broken_down_time asm("localtime.result") = {};
State time_as_text asm("ctime.result") = {};
State numbers asm("drand48.state") = {};

constexpr std::size_t kTimeTextSize = 26;

void used(State& state, std::uintptr_t pc) {
  if (is_program_code(pc)) note_range(state.bytes, sizeof state.bytes, kWrite, pc);
}

template <class Result>
Result* handed_out(Result* result, std::size_t size, std::uintptr_t pc) {
  if (result != nullptr && is_program_code(pc)) note_range(result, size, kWrite, pc);
  return result;
}

}  // namespace

void keep_shared_state_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

// NOLINTBEGIN: the names are libc's.
extern "C" {

char* strtok(char* __restrict text, const char* __restrict separators) noexcept {
  runtime::used(runtime::where_strtok_is, LOCKSTEP_PC);
  return LOCKSTEP_NEXT(strtok)(text, separators);
}

tm* localtime(const time_t* time) noexcept {
  const std::uintptr_t pc = LOCKSTEP_PC;
  runtime::used(runtime::broken_down_time, pc);
  return runtime::handed_out(LOCKSTEP_NEXT(localtime)(time), sizeof(tm), pc);
}
tm* gmtime(const time_t* time) noexcept {
  const std::uintptr_t pc = LOCKSTEP_PC;
  runtime::used(runtime::broken_down_time, pc);
  return runtime::handed_out(LOCKSTEP_NEXT(gmtime)(time), sizeof(tm), pc);
}
char* asctime(const tm* time) noexcept {
  const std::uintptr_t pc = LOCKSTEP_PC;
  runtime::used(runtime::time_as_text, pc);
  return runtime::handed_out(LOCKSTEP_NEXT(asctime)(time), runtime::kTimeTextSize, pc);
}
char* ctime(const time_t* time) noexcept {
  const std::uintptr_t pc = LOCKSTEP_PC;
  runtime::used(runtime::time_as_text, pc);
  return runtime::handed_out(LOCKSTEP_NEXT(ctime)(time), runtime::kTimeTextSize, pc);
}

double drand48() noexcept {
  runtime::used(runtime::numbers, LOCKSTEP_PC);
  return LOCKSTEP_NEXT(drand48)();
}
long lrand48() noexcept {
  runtime::used(runtime::numbers, LOCKSTEP_PC);
  return LOCKSTEP_NEXT(lrand48)();
}
long mrand48() noexcept {
  runtime::used(runtime::numbers, LOCKSTEP_PC);
  return LOCKSTEP_NEXT(mrand48)();
}
void srand48(long seed) noexcept {
  runtime::used(runtime::numbers, LOCKSTEP_PC);
  LOCKSTEP_NEXT(srand48)(seed);
}

}  // extern "C"
// NOLINTEND
