#include <lockstep/verdict/finding.hpp>

#include <algorithm>

namespace lockstep::verdict {

std::vector<Finding> ranked(std::vector<Finding> findings) {
  std::vector<Finding> result;
  for (Finding& finding : findings) {
    if (std::find(result.begin(), result.end(), finding) == result.end()) {
      result.push_back(std::move(finding));
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const Finding& a, const Finding& b) {
    return gravity(a.word) > gravity(b.word);
  });
  return result;
}

}  // namespace lockstep::verdict
