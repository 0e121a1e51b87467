// How each check stands, given the reports so far. What judge() and plan() have in common.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::judge {

enum class Standing {
  passed,
  failed,
  undecided,  // its report says that the grader failed
  ready,      // no report; all it needs has passed
  waiting,    // no report; something it needs is ready or waiting
  blocked,    // something it needs is failed, undecided or blocked
};

class Standings {
 public:
  /// Looks at the checks of `selection` only, which must hold all that they need.
  Standings(const catalogue::Exercise& exercise, const std::vector<verdict::CheckReport>& reports,
            const std::vector<std::string>& selection);

  [[nodiscard]] Standing of(const std::string& check) const { return standings_.at(check); }

  /// Null where there is none. The first, should there be several.
  [[nodiscard]] const verdict::CheckReport* report(const std::string& check) const;

 private:
  Standing decide(const catalogue::Exercise& exercise, const std::string& check);

  std::map<std::string, const verdict::CheckReport*> reports_;
  std::map<std::string, Standing> standings_;
};

}  // namespace lockstep::judge
