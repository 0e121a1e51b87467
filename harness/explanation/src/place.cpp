#include <lockstep/explanation/place.hpp>

#include <iterator>
#include <set>

#include <lockstep/verdict/printable.hpp>

namespace lockstep::explanation {

std::vector<std::uint64_t> addresses_in(const report::Report& report) {
  std::set<std::uint64_t> found;
  const auto add = [&](const std::vector<std::uint64_t>& stack) {
    found.insert(stack.begin(), stack.end());
  };
  const auto add_waits = [&](const auto& with) {
    for (const report::LateWait& wait : with.late_waits) add(wait.stack);
    for (const report::UncheckedWait& wait : with.unchecked_waits) {
      add(wait.stack);
      for (const auto& stack : wait.before) add(stack);
      for (const auto& stack : wait.after) add(stack);
    }
  };
  for (const report::Finding& finding : report.findings) {
    for (const report::Participant& each : finding.participants) {
      add(each.stack);
      for (const report::Held& held : each.held) add(held.stack);
    }
    for (const report::OldRead& read : finding.old_reads) {
      add(read.stack);
      add(read.written_at);
    }
    add_waits(finding);
    for (const report::Event& event : finding.events) add(event.stack);
  }
  for (const report::Outcome& outcome : report.outcomes) add_waits(outcome);
  for (const report::Task& task : report.tasks) {
    add(task.created_at);
    found.insert(task.function);
  }
  found.erase(0);
  return {found.begin(), found.end()};
}

std::string Resolved::variable_at(std::uint64_t address, std::uint64_t size) const {
  auto after = variables.upper_bound(address);
  if (after == variables.begin()) return "";
  const auto& [start, variable] = *std::prev(after);
  if (address - start >= variable.size_bytes) return "";
  const bool whole = address == start && size == variable.size_bytes;
  return (whole ? "`" : "part of `") + verdict::printable(variable.name) + "`";
}

std::string Place::where() const {
  return known() ? file + ":" + std::to_string(line) : std::string();
}

Place place_of(const std::vector<std::uint64_t>& stack, const Resolved& resolved) {
  for (const std::uint64_t address : stack) {
    const auto found = resolved.code.find(address);
    if (found == resolved.code.end()) continue;
    for (const Frame& frame : found->second) {
      if (frame.own && frame.line > 0) return {frame.file, frame.line, frame.function, {}};
    }
  }
  return {};
}

verdict::Place to_verdict(const Place& place) { return {place.file, place.line, place.role}; }

}  // namespace lockstep::explanation
