#include <memory>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/submission.hpp>
#include <lockstep/explanation/lanes.hpp>
#include <lockstep/explore/exploration.hpp>
#include <lockstep/explore/show.hpp>
#include <lockstep/page/replay.hpp>
#include <lockstep/session/grading.hpp>
#include <lockstep/verdict/printable.hpp>
#include <lockstep/wire/codec.hpp>

#include "commands.hpp"

namespace lockstep::cli {
namespace {

using catalogue::Exercise;
using explore::Exploration;

std::string full_id(const ReplayOptions& options) {
  return verdict::printable(options.check.empty() ? options.id : options.check + ":" + options.id);
}

/// Grades again, which explores the same interleavings, and asks for the one.
judge::Result graded(const Exercise& exercise, std::shared_ptr<const build::Submission> submission,
                     const ReplayOptions& options) {
  session::Workshop workshop(build::Installation::of_this_build(), options.jobs);
  if (const std::string remark = sandbox_remark(workshop); !remark.empty()) say(remark);
  ProgressLine progress;
  progress.show("looking for the interleaving");
  judge::Result result;
  session::Task task{&exercise, std::move(submission), {}, 1, options.id, false};
  if (!options.check.empty()) task.only = {options.check};
  session::grade(workshop, std::move(task),
                 [&](std::vector<judge::Result> results) { result = std::move(results.front()); });
  run_until_done(workshop, progress);
  progress.clear();
  return result;
}

Exploration shown(const judge::Result& result, const build::Submission& submission) {
  auto replay = wire::decode<explanation::Replay>(result.replay);
  Exploration exploration;
  exploration.files = {submission.main_file()};
  exploration.status = explore::Status::found;
  exploration.findings = std::move(replay.findings);
  exploration.lanes = std::move(replay.lanes);
  exploration.failing_step = replay.failing_step;
  exploration.sandbox = result.sandbox;
  exploration.source_line = [&submission](const std::string& file, int line) {
    return submission.line(file, line);
  };
  return exploration;
}

void write(const Exploration& exploration, const ReplayOptions& options) {
  const bool json_on_output = options.json == "-";
  bool written = json_on_output || print(explore::lanes_text(exploration, style_of_output()));
  if (options.json) {
    const std::string json = explore::json(exploration, true);
    if (json_on_output) {
      written = print(json);
    } else {
      write_file(*options.json, json);
    }
  }
  if (options.html) {
    write_file(*options.html,
               page::replay_html({options.exercise + " " + full_id(options), exploration.findings,
                                  *exploration.lanes, exploration.source_line}));
  }
  if (!written) throw build::GraderFault("cannot write to standard output");
}

}  // namespace

int replay(const ReplayOptions& options) {
  const build::Installation installation = build::Installation::of_this_build();
  const catalogue::Catalogue catalogue(installation.exercises);
  const Exercise exercise = find_exercise(catalogue, options.exercise);
  if (!options.check.empty()) static_cast<void>(exercise.check(options.check));
  const std::filesystem::path path = options.path ? std::filesystem::path(*options.path)
                                                  : default_path(exercise, options.json == "-");
  const auto submission =
      std::make_shared<const build::Submission>(build::read_submission(path, exercise));
  const judge::Result result = graded(exercise, submission, options);
  if (result.replay.empty() && result.status == judge::Status::grader_fault) {
    throw build::GraderFault(result.faults.empty() ? "no verdict was reached" : result.faults[0]);
  }
  if (result.replay.empty()) {
    throw build::NoSubmission(fmt::format(
        "there is no interleaving '{}' of this submission: it, the exercise or the grader has "
        "changed since\n'grade {}' with the same file says what there is now",
        full_id(options), exercise.id));
  }
  write(shown(result, *submission), options);
  return Exit::something_failed;
}

}  // namespace lockstep::cli
