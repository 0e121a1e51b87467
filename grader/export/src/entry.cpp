#include <lockstep/export/entry.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::exports {
namespace {

using store::State;

State state_of(judge::Status status) {
  switch (status) {
    case judge::Status::graded:
      return State::graded;
    case judge::Status::did_not_compile:
      return State::did_not_compile;
    case judge::Status::tampering:
      return State::tampering;
    case judge::Status::grader_fault:
      break;
  }
  return State::fault;
}

int rank(const Entry& entry) {
  if (entry.faulty()) return 0;
  return entry.points() ? 2 : 1;
}

judge::Result result_of(const store::Standing& standing) {
  try {
    return read_result(standing.result, standing.measured);
  } catch (const UnreadableResult& error) {
    throw UnreadableResult(fmt::format("the result of {}: {}; grade it again with 'grade batch'",
                                       verdict::printable(standing.student), error.what()));
  }
}

}  // namespace

bool Entry::faulty() const { return standing.state == State::fault && !points(); }

Class arrange(store::Subject subject, std::vector<store::Standing> standings) {
  std::map<std::string, std::vector<std::string>> students;  // by content
  for (const store::Standing& each : standings) {
    if (!each.content.empty()) students[each.content].push_back(each.student);
  }
  Class all{std::move(subject), {}};
  for (store::Standing& each : standings) {
    Entry entry;
    if (!each.result.empty()) entry.result = result_of(each);
    if (!each.content.empty()) entry.same_as = students[each.content];
    std::erase(entry.same_as, each.student);
    entry.standing = std::move(each);
    all.entries.push_back(std::move(entry));
  }
  std::stable_sort(all.entries.begin(), all.entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(rank(a), std::string_view(a.standing.student)) <
           std::pair(rank(b), std::string_view(b.standing.student));
  });
  return all;
}

Entry single(judge::Result result) {
  Entry entry;
  entry.standing.state = state_of(result.status);
  entry.standing.max_score = result.max_score;
  if (result.status == judge::Status::grader_fault) {
    entry.standing.problem = result.faults.empty() ? "" : result.faults.front();
  } else {
    entry.standing.score = result.score;
  }
  entry.result = std::move(result);
  return entry;
}

}  // namespace lockstep::exports
