#include <lockstep/explanation/place.hpp>

#include <set>

namespace lockstep::explanation {

std::vector<std::uint64_t> addresses_in(const report::Report& report) {
  std::set<std::uint64_t> found;
  const auto add = [&](const std::vector<std::uint64_t>& stack) {
    found.insert(stack.begin(), stack.end());
  };
  for (const report::Finding& finding : report.findings) {
    for (const report::Participant& each : finding.participants) {
      add(each.stack);
      for (const report::Held& held : each.held) add(held.stack);
    }
    for (const report::Event& event : finding.events) add(event.stack);
  }
  for (const report::Task& task : report.tasks) {
    add(task.created_at);
    found.insert(task.function);
  }
  found.erase(0);
  return {found.begin(), found.end()};
}

std::string Place::where() const {
  return known() ? file + ":" + std::to_string(line) : std::string();
}

Place place_of(const std::vector<std::uint64_t>& stack, const Resolved& resolved) {
  for (const std::uint64_t address : stack) {
    const auto found = resolved.find(address);
    if (found == resolved.end()) continue;
    for (const Frame& frame : found->second) {
      if (frame.own && frame.line > 0) return {frame.file, frame.line, frame.function, {}};
    }
  }
  return {};
}

verdict::Place to_verdict(const Place& place) { return {place.file, place.line, place.role}; }

}  // namespace lockstep::explanation
