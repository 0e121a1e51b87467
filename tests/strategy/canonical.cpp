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

std::string text_of(const Program& program) {
  static constexpr const char* kNames[] = {
      "load",       "store",      "store_value", "add",         "compare_add", "lock",
      "try_lock",   "timed_lock", "unlock",      "unlock_held", "read_lock",   "read_unlock",
      "wait",       "timed_wait", "notify_one",  "notify_all",  "acquire",     "try_acquire",
      "release",    "barrier",    "futex_wait",  "futex_wake",  "create",      "join",
      "yield",      "sleep",      "exit",        "increment",   "skip_unless", "back_unless",
      "fail_unless"};
  std::string text;
  for (const Code& code : program.tasks) {
    text += "task:";
    for (const Instruction& instruction : code) {
      text += std::string(" ") + kNames[static_cast<std::size_t>(instruction.what)] + "(" +
              std::to_string(instruction.a) + "," + std::to_string(instruction.value) + ")";
    }
    text += "\n";
  }
  return text;
}

}  // namespace lockstep::explorer::simulator
