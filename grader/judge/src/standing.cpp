#include "standing.hpp"

#include <algorithm>

namespace lockstep::judge {

Standings::Standings(const catalogue::Exercise& exercise,
                     const std::vector<verdict::CheckReport>& reports,
                     const std::vector<std::string>& selection) {
  for (const verdict::CheckReport& report : reports) reports_.emplace(report.check, &report);
  for (const std::string& check : selection) decide(exercise, check);
}

const verdict::CheckReport* Standings::report(const std::string& check) const {
  const auto found = reports_.find(check);
  return found == reports_.end() ? nullptr : found->second;
}

Standing Standings::decide(const catalogue::Exercise& exercise, const std::string& check) {
  if (const auto known = standings_.find(check); known != standings_.end()) return known->second;
  bool blocked = false;
  bool waiting = false;
  for (const std::string& need : exercise.check(check).needs) {
    const Standing standing = decide(exercise, need);
    waiting |= standing == Standing::ready || standing == Standing::waiting;
    blocked |= standing == Standing::failed || standing == Standing::undecided ||
               standing == Standing::blocked;
  }
  const verdict::CheckReport* own = report(check);
  Standing standing = Standing::ready;
  if (blocked) {
    standing = Standing::blocked;
  } else if (waiting) {
    standing = Standing::waiting;
  } else if (own != nullptr && own->fault) {
    standing = Standing::undecided;
  } else if (own != nullptr) {
    standing = own->findings.empty() ? Standing::passed : Standing::failed;
  }
  standings_[check] = standing;
  return standing;
}

}  // namespace lockstep::judge
