#include <lockstep/judge/plan.hpp>

#include <algorithm>
#include <set>

#include "standing.hpp"

namespace lockstep::judge {

std::vector<std::string> selected(const catalogue::Exercise& exercise,
                                  const std::vector<std::string>& only) {
  std::set<std::string> wanted;
  std::vector<std::string> open = only;
  while (!open.empty()) {
    const std::string check = open.back();
    open.pop_back();
    const std::vector<std::string>& needs = exercise.check(check).needs;
    if (wanted.insert(check).second) open.insert(open.end(), needs.begin(), needs.end());
  }
  std::vector<std::string> result;
  for (const catalogue::Check& check : exercise.checks) {
    if (only.empty() || wanted.contains(check.id)) result.push_back(check.id);
  }
  return result;
}

Plan plan(const catalogue::Exercise& exercise,
          const std::vector<verdict::CheckReport>& reports_so_far,
          const std::vector<std::string>& only) {
  const std::vector<std::string> selection = selected(exercise, only);
  const Standings standings(exercise, reports_so_far, selection);
  Plan result;
  for (const std::string& check : selection) {
    switch (standings.of(check)) {
      case Standing::ready:
        result.ready.push_back(check);
        break;
      case Standing::waiting:
        result.waiting.push_back(check);
        break;
      case Standing::blocked:
        result.skipped.push_back(check);
        break;
      case Standing::passed:
      case Standing::failed:
      case Standing::undecided:
        break;
    }
  }
  return result;
}

}  // namespace lockstep::judge
