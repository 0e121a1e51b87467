#include "needs.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lockstep::catalogue {
namespace {

/// Depth-first; `path_` is the chain of needs that is being followed.
class CycleSearch {
 public:
  CycleSearch(const Source& source, const std::vector<std::string>& checks,
              const std::vector<std::vector<Located<std::string>>>& needs)
      : source_(source), checks_(checks), needs_(needs), done_(checks.size()) {}

  void visit(std::size_t check) {
    if (done_[check]) return;
    path_.push_back(checks_[check]);
    for (const Located<std::string>& need : needs_[check]) {
      const auto start = std::find(path_.begin(), path_.end(), need.value);
      if (start != path_.end()) {
        source_.fail(
            need.at, fmt::format("'{}' needs itself", need.value),
            fmt::format("{} needs {}", fmt::join(start, path_.end(), " needs "), need.value));
      }
      visit(index(need.value));
    }
    path_.pop_back();
    done_[check] = true;
  }

 private:
  [[nodiscard]] std::size_t index(const std::string& check) const {
    return static_cast<std::size_t>(std::find(checks_.begin(), checks_.end(), check) -
                                    checks_.begin());
  }

  const Source& source_;
  const std::vector<std::string>& checks_;
  const std::vector<std::vector<Located<std::string>>>& needs_;
  std::vector<bool> done_;
  std::vector<std::string> path_;
};

}  // namespace

void refuse_cycles(const Source& source, const std::vector<std::string>& checks,
                   const std::vector<std::vector<Located<std::string>>>& needs) {
  CycleSearch search(source, checks, needs);
  for (std::size_t i = 0; i < checks.size(); ++i) search.visit(i);
}

}  // namespace lockstep::catalogue
