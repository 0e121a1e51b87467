#include "batch_options.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <lockstep/verdict/printable.hpp>

#include "batch_export_options.hpp"
#include "extras.hpp"
#include "options.hpp"

namespace lockstep::cli {
namespace {

constexpr const char* kFooter = R"(
A batch that was ended, however that was, goes on where it stopped when the same command is given
again. Only what changed is graded. docs/staff.md takes you from a course system's export to its
grade book.

  grade batch show --out FOLDER                  all grades
  grade batch diff --out FOLDER                  what another exercise, grader or compiler would change
  grade batch apply|discard --out FOLDER [student…]  decide about that
  grade batch override STUDENT --points N --by NAME --reason TEXT --out FOLDER
  grade batch override STUDENT --take-back --by NAME --reason TEXT --out FOLDER
  grade batch export FORMAT --out FOLDER         grades for other systems
  grade batch report --out FOLDER --to FILE      one HTML page for staff
  grade batch similarity-export --out FOLDER --to FOLDER  for JPlag

Exit status: 0 everybody has a grade, 1 somebody handed in nothing that can be graded, 2 wrong usage, 3
the grader could not work; who is concerned is listed, and has no grade rather than a zero.)";

void parse(CLI::App& app, const std::vector<std::string>& arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    throw BatchHelp{app.help()};
  } catch (const CLI::ParseError& error) {
    throw UsageError(verdict::printable(error.what()));
  }
  refuse_extras(app, app.remaining());
}

void add_out(CLI::App& app, std::string& out) {
  app.add_option("-o,--out", out, "the batch's folder: store, results, reports")
      ->type_name("FOLDER");
}

std::filesystem::path required_out(const std::string& out) {
  if (out.empty()) {
    throw UsageError("which batch? --out FOLDER is the folder that 'grade batch' said it wrote to");
  }
  return out;
}

/// Beside what is graded: "hw3" and "hw3.zip" become "hw3.graded".
std::filesystem::path default_out(const std::string& submissions) {
  std::filesystem::path path = std::filesystem::path(submissions).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  std::error_code error;
  if (path == "." || path == ".." || path.empty()) {
    path = std::filesystem::absolute(submissions, error).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();
  }
  const bool folder = std::filesystem::is_directory(path, error);
  path.replace_filename((folder ? path.filename() : path.stem()).string() + ".graded");
  return path;
}

intake::Layout layout_of(const std::string& word) {
  const auto layout = intake::layout_called(word);
  if (layout) return *layout;
  throw UsageError(
      fmt::format("unknown layout '{}': auto, folders, files, gradescope, canvas or moodle",
                  verdict::printable(word)));
}

void add_cluster(CLI::App& app, BatchOptions& options) {
  app.add_option(
         "--engine", options.engine,
         "where it is graded: local, or slurm (the clone and --out on a shared file system)")
      ->type_name("NAME")
      ->check(CLI::IsMember({"local", "slurm"}))
      ->capture_default_str();
  app.add_flag("--resume", options.cluster.resume, "with slurm: pick up an array that runs");
  app.add_option("--chunk", options.cluster.chunk,
                 "with slurm: submissions in a task at most (else as many tasks as there are free "
                 "CPUs for)")
      ->type_name("N")
      ->check(CLI::Range(1, 10'000));
  app.add_option("--sbatch", options.cluster.options,
                 "with slurm: an option for sbatch (--sbatch=--partition=short); may be repeated")
      ->type_name("OPTION")
      ->allow_extra_args(false);
}

BatchOptions read_grading(const std::vector<std::string>& arguments) {
  CLI::App app{"Grades many submissions, and keeps the results.", "grade batch"};
  BatchOptions options;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  std::string out;
  std::string layout = "auto";
  std::string attempt = "latest";
  std::string roster;
  app.footer(kFooter);
  app.allow_extras();
  app.add_option("exercise", options.exercise, "ex3, or queue-summation")->type_name("");
  app.add_option("submissions", options.submissions,
                 "a folder of folders or files, or an export of Gradescope, Canvas or Moodle, as a "
                 "zip or unpacked")
      ->type_name("");
  add_out(app, out);
  app.add_option("--layout", layout, "auto, folders, files, gradescope, canvas, moodle")
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--attempt", attempt, "which of several attempts counts: latest or best")
      ->type_name("WHICH")
      ->check(CLI::IsMember({"latest", "best"}))
      ->capture_default_str();
  app.add_option("--roster", roster, "who belongs to the course, so that nobody is missed")
      ->type_name("CSV");
  app.add_flag("--all", options.work.all, "grade again what has a result");
  app.add_flag("--retry-faults", options.work.retry_faults,
               "grade again what failed by the grader's fault");
  app.add_option("-j,--jobs", options.jobs,
                 "how much may run at the same time, on as many processors")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_flag("--unsafe-no-sandbox", options.unsafe_no_sandbox,
               "grade even where nothing can be isolated: only code that you trust");
  add_cluster(app, options);
  parse(app, arguments);
  if (options.exercise.empty()) throw UsageError("which exercise? 'grade list' shows all");
  if (app.count("--jobs") > 0) options.cluster.cpus = options.jobs;
  if (options.submissions.empty()) {
    throw UsageError("which submissions? 'grade batch --help' says what may be named");
  }
  options.intake.layout = layout_of(layout);
  if (!roster.empty()) options.intake.roster = roster;
  if (attempt == "best") options.counts = store::Counts::best;
  options.out = out.empty() ? default_out(options.submissions) : std::filesystem::path(out);
  return options;
}

BatchDecisionOptions read_decision(BatchDecisionOptions::What what, const std::string& word,
                                   const std::vector<std::string>& arguments) {
  using What = BatchDecisionOptions::What;
  CLI::App app{"", "grade batch " + word};
  BatchDecisionOptions options;
  options.what = what;
  std::string out;
  std::string json;
  app.allow_extras();
  add_out(app, out);
  if (what == What::apply || what == What::discard) {
    app.add_option("students", options.students, "only about these")->type_name("");
  }
  if (what == What::show) {
    app.add_option("--json", json, "write it as JSON; - is standard output")->type_name("FILE");
  }
  parse(app, arguments);
  options.out = required_out(out);
  if (!json.empty()) options.json = json;
  return options;
}

BatchOverrideOptions read_override(const std::vector<std::string>& arguments) {
  CLI::App app{"Puts points in the place of what was graded.", "grade batch override"};
  BatchOverrideOptions options;
  std::string out;
  int points = 0;
  bool take_back = false;
  app.allow_extras();
  app.add_option("student", options.student, "as 'grade batch show' writes it")->type_name("");
  add_out(app, out);
  auto* given = app.add_option("--points", points, "what counts from now on")
                    ->type_name("N")
                    ->check(CLI::Range(0, 1'000'000));
  app.add_flag("--take-back", take_back, "what was graded counts again");
  app.add_option("--by", options.by, "who decides")->type_name("NAME");
  app.add_option("--reason", options.reason, "why")->type_name("TEXT");
  parse(app, arguments);
  if (options.student.empty()) throw UsageError("whose points? 'grade batch show' lists all");
  if ((given->count() > 0) == take_back) throw UsageError("give either --points N or --take-back");
  if (options.by.empty() || options.reason.empty()) {
    throw UsageError("an override needs --by NAME and --reason TEXT: both are shown with it");
  }
  options.out = required_out(out);
  if (given->count() > 0) options.points = points;
  return options;
}

BatchWorkOptions read_work(const std::vector<std::string>& arguments) {
  CLI::App app{"One task of a cluster's array.", "grade batch work"};
  BatchWorkOptions options;
  std::string folder;
  std::string chunk;
  app.allow_extras();
  app.add_option("exercise", options.exercise, "")->required();
  app.add_option("--folder", folder, "what is shared with the batch")->required();
  app.add_option("--chunk", chunk, "the file that lists what to grade")->required();
  app.add_option("--jobs", options.jobs,
                 "how much may run at the same time, on as many processors");
  app.add_flag("--unsafe-no-sandbox", options.unsafe_no_sandbox, "");
  parse(app, arguments);
  options.folder = folder;
  options.chunk = chunk;
  return options;
}

AnyBatchOptions read_words(const std::vector<std::string>& arguments) {
  using What = BatchDecisionOptions::What;
  const std::string word = arguments.empty() ? "" : arguments.front();
  const std::vector<std::string> rest(arguments.begin() + (arguments.empty() ? 0 : 1),
                                      arguments.end());
  if (word == "show") return read_decision(What::show, word, rest);
  if (word == "diff") return read_decision(What::diff, word, rest);
  if (word == "apply") return read_decision(What::apply, word, rest);
  if (word == "discard") return read_decision(What::discard, word, rest);
  if (word == "override") return read_override(rest);
  if (word == "work") return read_work(rest);
  if (is_batch_export(word)) return read_batch_export_options(arguments);
  return read_grading(arguments);
}

}  // namespace

AnyBatchOptions read_batch_options(const std::vector<std::string>& arguments) {
  try {
    return read_words(arguments);
  } catch (const BatchHelp& help) {
    return help;
  }
}

}  // namespace lockstep::cli
