#include "backtrace.hpp"

#include <unwind.h>

namespace lockstep::explorer::runtime {
namespace {

constexpr std::size_t kMost = 24;

struct Walk {
  std::uintptr_t from = 0;
  bool reached = false;
  std::vector<std::uint64_t> addresses;
};

_Unwind_Reason_Code visit(_Unwind_Context* context, void* into) {
  auto& walk = *static_cast<Walk*>(into);
  const std::uintptr_t address = _Unwind_GetIP(context) - 1;
  walk.reached |= address == walk.from;
  if (!walk.reached) return _URC_NO_REASON;
  walk.addresses.push_back(address);
  return walk.addresses.size() < kMost ? _URC_NO_REASON : _URC_END_OF_STACK;
}

}  // namespace

std::vector<std::uint64_t> backtrace_from(std::uintptr_t pc) {
  Walk walk;
  walk.from = pc;
  _Unwind_Backtrace(visit, &walk);
  if (walk.addresses.empty()) walk.addresses.push_back(pc);
  return std::move(walk.addresses);
}

}  // namespace lockstep::explorer::runtime
