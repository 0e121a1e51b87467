#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/submission.hpp>
#include <lockstep/judge/judge.hpp>
#include <lockstep/report/json.hpp>
#include <lockstep/report/text.hpp>
#include <lockstep/session/grading.hpp>
#include <lockstep/verdict/printable.hpp>

#include "commands.hpp"
#include "single_exports.hpp"

namespace lockstep::cli {
namespace {

namespace fs = std::filesystem;

bool json_on_output(const GradeOptions& options) { return options.json == "-"; }

std::string describe(const session::Progress& progress) {
  if (progress.compiling) return "compiling";
  return fmt::format("checking {}/{} {}", std::min(progress.checks_done + 1, progress.checks),
                     progress.checks, progress.check);
}

judge::Result result_of(const catalogue::Exercise& exercise,
                        std::shared_ptr<const build::Submission> submission,
                        const GradeOptions& options) {
  build::WorkFolder::remove_leftovers();
  try {
    session::Workshop workshop(build::Installation::of_this_build(), options.jobs,
                               isolation(options.unsafe_no_sandbox));
    if (const std::string remark = sandbox_remark(workshop); !remark.empty()) say(remark);
    ProgressLine progress;
    judge::Result result;
    session::grade(
        workshop, {&exercise, std::move(submission), options.checks, 1, {}, options.cross_check},
        [&](std::vector<judge::Result> results) { result = std::move(results.front()); },
        [&](const session::Progress& state) { progress.show(describe(state)); });
    run_until_done(workshop, progress);
    return result;
  } catch (const build::GraderFault& fault) {
    judge::Circumstances circumstances;
    circumstances.only = options.checks;
    return judge::grader_fault(exercise, fault.what(), std::move(circumstances));
  }
}

int exit_code(const judge::Result& result) {
  if (result.status == judge::Status::grader_fault) return Exit::grader_fault;
  const bool passed =
      result.status == judge::Status::graded &&
      std::all_of(result.checks.begin(), result.checks.end(), [](const judge::CheckResult& check) {
        return check.status == judge::CheckStatus::passed;
      });
  return passed ? Exit::all_passed : Exit::something_failed;
}

}  // namespace

int grade(const GradeOptions& options) {
  const build::Installation installation = build::Installation::of_this_build();
  const catalogue::Catalogue catalogue(installation.exercises);
  const catalogue::Exercise exercise = find_exercise(catalogue, options.exercise);
  for (const std::string& check : options.checks) static_cast<void>(exercise.check(check));
  const fs::path path =
      options.path ? fs::path(*options.path) : default_path(exercise, json_on_output(options));
  const auto submission =
      std::make_shared<const build::Submission>(build::read_submission(path, exercise));

  const judge::Result result = result_of(exercise, submission, options);
  const auto source_line = [&](const std::string& file, int line) {
    return submission->line(file, line);
  };
  bool written = true;
  if (!json_on_output(options)) {
    written = print(report::text(result, style_of_output(), source_line));
  }
  if (options.json) {
    const std::string json = report::json(result, options.stable);
    if (json_on_output(options)) {
      written = print(json);
    } else {
      write_file(*options.json, json);
    }
  }
  write_single_exports(options.exports, result);
  if (!written) throw build::GraderFault("cannot write to standard output");
  return exit_code(result);
}

}  // namespace lockstep::cli
