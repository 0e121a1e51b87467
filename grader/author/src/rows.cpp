#include <lockstep/author/section.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <lockstep/verdict/word.hpp>

namespace lockstep::author {
namespace {

constexpr int kPoints = 20;

std::string in_words(const judge::CheckResult& check) {
  return fmt::format("{} {}", check.id, verdict::name(check.verdict));
}

std::vector<const judge::CheckResult*> failed_checks(const judge::Result& result) {
  std::vector<const judge::CheckResult*> failed;
  for (const judge::CheckResult& check : result.checks) {
    if (check.status == judge::CheckStatus::failed) failed.push_back(&check);
  }
  return failed;
}

/// Why there are no verdicts; empty where there are some.
std::string why_not_graded(const judge::Result& result) {
  switch (result.status) {
    case judge::Status::graded:
    case judge::Status::tampering:
      return "";
    case judge::Status::did_not_compile: {
      const auto& all = result.diagnostics;
      return all.empty() ? "does not compile"
                         : fmt::format("does not compile: {}:{}: {}", all.front().file,
                                       all.front().line, all.front().message);
    }
    case judge::Status::grader_fault:
      break;
  }
  return "grader fault: " + (result.faults.empty() ? "" : result.faults.front());
}

std::string score(const judge::Result& result) {
  const std::string reason = why_not_graded(result);
  if (!reason.empty()) return reason;
  return fmt::format("{} of {}", result.score, result.max_score);
}

}  // namespace

std::size_t Section::failures() const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const Row& row) { return !row.ok; }));
}

Row points_row(const catalogue::Exercise& exercise) {
  const int sum = exercise.max_score();
  return {"points",       "", fmt::format("{} in all", kPoints), fmt::format("{} in all", sum),
          sum == kPoints, {}};
}

Row sample_row(std::size_t graded, std::size_t all) {
  return {"mutants",
          fmt::format("{} of {}", graded, all),
          "one for each check and verdict",
          "one for each check and verdict",
          true,
          {}};
}

Row stub_row(const judge::Result& result) {
  Row row{"stub", result.file, "less than a fifth of the points", score(result), false, {}};
  row.ok = result.status == judge::Status::graded && result.score * 5 < result.max_score;
  return row;
}

Row solution_row(const std::string& name, const std::vector<judge::Result>& results) {
  Row row{"solution", name, "", "", true, {}};
  std::size_t full = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const judge::Result& result = results[i];
    if (result.status == judge::Status::graded && result.score == result.max_score) {
      ++full;
      continue;
    }
    std::string what = fmt::format("run {}: {}", i + 1, score(result));
    for (const judge::CheckResult* check : failed_checks(result)) {
      what += fmt::format("; {}: {}", in_words(*check), check->message);
    }
    row.also.push_back(std::move(what));
  }
  row.expected = fmt::format("full marks in {0} of {0} runs", results.size());
  row.got = fmt::format("full marks in {} of {} runs", full, results.size());
  row.ok = full == results.size() && full > 0;
  return row;
}

Row mutant_row(const catalogue::Mutant& mutant, const judge::Result& result) {
  Row row{"mutant",
          mutant.file.stem().string(),
          fmt::format("{} {}", mutant.check, verdict::name(mutant.as)),
          "",
          false,
          {}};
  row.got = why_not_graded(result);
  const auto failed = failed_checks(result);
  if (!row.got.empty()) return row;
  if (failed.empty()) {
    row.got = "nothing failed";
    return row;
  }
  row.got = in_words(*failed.front());
  row.ok = failed.front()->id == mutant.check && failed.front()->verdict == mutant.as;
  if (!row.ok) row.also.push_back(failed.front()->message);
  for (std::size_t i = 1; i < failed.size(); ++i)
    row.also.push_back("also " + in_words(*failed[i]));
  return row;
}

Row unreadable_row(std::string kind, std::string name, std::string reason) {
  return {std::move(kind), std::move(name), "a submission", std::move(reason), false, {}};
}

}  // namespace lockstep::author
