#include "cpu_meter.hpp"

#include <algorithm>

namespace lockstep::sandbox {

void CpuMeter::update(pid_t init, const std::vector<ProcessState>& tree) {
  std::chrono::nanoseconds with_waited_for = cpu_time(init, true);
  for (const ProcessState& process : tree) {
    with_waited_for += cpu_time(process.pid, true);
    auto& own = own_[process.pid];
    own = std::max(own, cpu_time(process.pid, false));
  }
  std::chrono::nanoseconds seen{0};
  for (const auto& [pid, time] : own_) seen += time;
  total_ = std::max({total_, with_waited_for, seen});
}

}  // namespace lockstep::sandbox
