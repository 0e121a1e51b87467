#include "statistics.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>
#include <lockstep/export/words.hpp>
#include <lockstep/report/phrase.hpp>

namespace lockstep::page {
namespace {

using judge::CheckStatus;

constexpr int most_bins = 41;

std::vector<Distribution::Bin> bins_for(int max_score) {
  const int width = std::max(1, (max_score + most_bins) / most_bins);
  std::vector<Distribution::Bin> bins;
  for (int from = 0; from <= max_score; from += width) {
    bins.push_back({from, std::min(from + width - 1, max_score), 0});
  }
  return bins;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A message without what differs from student to student: numbers, names in backticks, lists in
/// braces, and the folder-like words around a line number.
std::string shape_of(std::string_view message) {
  std::string shape;
  char until = 0;
  for (const char c : message) {
    if (until != 0) {
      if (c == until) until = 0;
    } else if (c == '`' || c == '{') {
      until = c == '`' ? '`' : '}';
      shape += '~';
    } else if (is_digit(c)) {
      if (!shape.ends_with('#')) shape += '#';
    } else {
      shape += c;
    }
  }
  return shape;
}

class Groups {
 public:
  void add(const std::string& title, const std::string& message, const Entry& entry) {
    auto [at, fresh] = index_.try_emplace({title, shape_of(message)}, groups_.size());
    if (fresh) groups_.push_back({title, message, {}});
    std::vector<const Entry*>& entries = groups_[at->second].entries;
    if (entries.empty() || entries.back() != &entry) entries.push_back(&entry);
  }

  std::vector<Group> of_at_least(std::size_t students) {
    std::erase_if(groups_, [=](const Group& group) { return group.entries.size() < students; });
    std::stable_sort(groups_.begin(), groups_.end(), [](const Group& a, const Group& b) {
      return a.entries.size() > b.entries.size();
    });
    return std::move(groups_);
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> index_;
  std::vector<Group> groups_;
};

void add_faults_of(const Entry& entry, Groups& groups) {
  const judge::Result& result = *entry.result;
  if (result.status == judge::Status::did_not_compile) {
    const auto first =
        std::find_if(result.diagnostics.begin(), result.diagnostics.end(),
                     [](const auto& each) { return each.severity == judge::Severity::error; });
    if (first != result.diagnostics.end()) groups.add("does not compile", first->message, entry);
    return;
  }
  for (const judge::CheckResult& check : result.checks) {
    if (check.status != CheckStatus::failed) continue;
    groups.add(fmt::format("{}: {}", check.id, report::phrase(check.verdict)), check.message,
               entry);
  }
}

void count(CheckRate& rate, const judge::CheckResult& check) {
  if (check.undecided) {
    ++rate.undecided;
  } else if (check.status == CheckStatus::passed) {
    ++rate.passed;
  } else if (check.status == CheckStatus::failed) {
    ++rate.failed;
    ++rate.words[std::string(report::phrase(check.verdict))];
  } else {
    ++rate.skipped;
  }
}

}  // namespace

Distribution distribution_of(const Class& all) {
  std::vector<int> points;
  for (const Entry& entry : all.entries) {
    if (entry.points()) points.push_back(*entry.points());
  }
  Distribution result;
  result.bins = bins_for(std::max(all.subject.max_score, 0));
  result.graded = points.size();
  if (points.empty()) return result;
  std::sort(points.begin(), points.end());
  for (const int each : points) {
    const auto bin = std::find_if(result.bins.begin(), result.bins.end() - 1,
                                  [each](const auto& candidate) { return each <= candidate.to; });
    ++bin->students;
  }
  const std::size_t half = points.size() / 2;
  result.mean =
      std::accumulate(points.begin(), points.end(), 0.0) / static_cast<double>(points.size());
  result.median = points.size() % 2 == 1 ? points[half] : (points[half - 1] + points[half]) / 2.0;
  result.least = points.front();
  result.most = points.back();
  return result;
}

double CheckRate::failure_rate() const {
  const std::size_t ran = passed + failed;
  return ran == 0 ? 0 : static_cast<double>(failed) / static_cast<double>(ran);
}

std::vector<CheckRate> check_rates(const Class& all) {
  std::vector<CheckRate> rates;
  for (const Entry& entry : all.entries) {
    if (!entry.result) continue;
    for (const judge::CheckResult& check : entry.result->checks) {
      auto rate = std::find_if(rates.begin(), rates.end(),
                               [&](const CheckRate& each) { return each.id == check.id; });
      if (rate == rates.end()) {
        rate = rates.insert(rates.end(), {check.id, check.title, check.max_points, 0, 0, 0, 0, {}});
      }
      count(*rate, check);
    }
  }
  std::stable_sort(rates.begin(), rates.end(), [](const CheckRate& a, const CheckRate& b) {
    return a.failure_rate() > b.failure_rate();
  });
  return rates;
}

std::vector<Group> grader_faults(const Class& all) {
  Groups groups;
  for (const Entry& entry : all.entries) {
    if (!entry.faulty()) continue;
    const bool known = entry.result && !entry.result->faults.empty();
    const std::string fault = known ? entry.result->faults.front() : entry.standing.problem;
    groups.add("the grader could not do its work", fault, entry);
  }
  return groups.of_at_least(1);
}

std::vector<Group> same_fault(const Class& all) {
  Groups groups;
  for (const Entry& entry : all.entries) {
    if (entry.result && entry.result->status != judge::Status::grader_fault) {
      add_faults_of(entry, groups);
    }
  }
  return groups.of_at_least(2);
}

std::vector<Group> identical(const Class& all) {
  std::map<std::string, std::size_t> index;  // by content
  std::vector<Group> groups;
  for (const Entry& entry : all.entries) {
    if (entry.same_as.empty()) continue;
    const auto [at, fresh] = index.try_emplace(entry.standing.content, groups.size());
    if (fresh) groups.emplace_back();
    groups[at->second].entries.push_back(&entry);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.entries.size() > b.entries.size();
  });
  return groups;
}

}  // namespace lockstep::page
