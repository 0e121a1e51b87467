#include <map>

#include "simulator.hpp"

namespace lockstep::explorer::simulator {

namespace {

struct Group {
  Choice choice;
  std::uint32_t number = 0;  // of its task
  std::vector<Operation> operations;
};

bool conflict_of(const Group& a, const Group& b) {
  if (a.operations[0].kind == Kind::exit || b.operations[0].kind == Kind::exit) return true;
  if (a.operations[0].kind == Kind::create && b.operations[0].kind == Kind::create) return true;
  for (const Operation& x : a.operations) {
    for (const Operation& y : b.operations) {
      if (dependent(x, y)) return true;
    }
  }
  return false;
}

std::string name(const Group& group) {
  return std::to_string(group.choice.task) + "." + std::to_string(group.number);
}

}  // namespace

std::string canonical(const Execution& execution) {
  std::vector<Group> groups;
  std::map<TaskId, std::uint32_t> numbers;
  for (const Step& step : execution.steps) {
    if (step.decided) groups.push_back({step.choice, numbers[step.choice.task]++, {}});
    groups.back().operations.push_back(step.operation);
  }
  std::map<std::string, std::string> lines;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const Group& group = groups[at];
    std::string& line = lines[name(group)];
    line += group.choice.late ? "!" : "";
    line += std::to_string(static_cast<int>(group.operations[0].kind)) + "@" +
            std::to_string(group.operations[0].first.object);
    std::map<std::string, int> before;
    for (std::size_t other = 0; other < at; ++other) {
      if (groups[other].choice.task != group.choice.task && conflict_of(groups[other], group)) {
        before[name(groups[other])] = 1;
      }
    }
    for (const auto& [who, unused] : before) line += "<" + who;
  }
  std::string text;
  for (const auto& [who, line] : lines) text += who + ":" + line + ";";
  return text;
}

}  // namespace lockstep::explorer::simulator
