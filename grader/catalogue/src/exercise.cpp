#include <lockstep/catalogue/exercise.hpp>

#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/catalogue/error.hpp>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::catalogue {

std::string Exercise::header() const {
  return std::filesystem::path(files.front()).stem().string() + ".hpp";
}

int Exercise::max_score() const {
  int sum = 0;
  for (const Check& each : checks) sum += each.points;
  return sum;
}

const Check& Exercise::check(std::string_view check_id) const {
  std::vector<std::string> known;
  for (const Check& each : checks) {
    if (each.id == check_id) return each;
    known.push_back(each.id);
  }
  const std::optional<std::string> meant = nearest(check_id, known);
  throw UnknownName(fmt::format("{} has no check '{}'{}", id, verdict::printable(check_id),
                                meant
                                    ? fmt::format("; did you mean '{}'?", *meant)
                                    : fmt::format("; its checks are {}", fmt::join(known, ", "))));
}

}  // namespace lockstep::catalogue
