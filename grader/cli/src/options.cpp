#include "options.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

#include "explore_options.hpp"
#include "extras.hpp"
#include "single_exports.hpp"

namespace lockstep::cli {
namespace {

constexpr const char* kFooter = R"(
Exit status: 0 all checks passed, 1 something failed, 2 wrong usage, 3 the grader could not work
(never the submission's fault).

  grade ex3                      ./queue_summation.cpp if it is there, else the exercise's own file
  grade ex3 my/attempt.cpp       this file
  grade ex3 --check threads.sums one check and those that it needs
  grade ex3 --json - --stable    the result for programs, the same bytes every time)";

unsigned cores() { return std::max(1U, std::thread::hardware_concurrency()); }

struct Parser {
  CLI::App app{"Grades exercises on threads and processes.", "grade"};
  GradeOptions grade;
  VerifyOptions verify;
  DoctorOptions doctor;
  ReplayOptions replay;
  std::string replay_id;
  std::string replay_path;
  std::string replay_json;
  std::string replay_html;
  BundleOptions bundle;
  std::string bundle_kind;
  std::vector<std::string> exports;
  std::string path;
  std::string json;
  std::string doctor_json;
  std::string verified;
  bool version = false;
  CLI::App* list_command = nullptr;
  CLI::App* verify_command = nullptr;
  CLI::App* doctor_command = nullptr;
  CLI::App* replay_command = nullptr;
  CLI::App* bundle_command = nullptr;

  Parser() {
    grade.jobs = verify.jobs = replay.jobs = cores();
    app.footer(kFooter);
    app.allow_extras();
    app.add_option("exercise", grade.exercise, "ex3, or queue-summation")->type_name("");
    app.add_option("path", path, "your file, or the folder with it")->type_name("");
    app.add_option("--check", grade.checks, "only this check and what it needs; may be repeated")
        ->type_name("ID")
        ->allow_extra_args(false);
    app.add_option("--json", json, "write the result as JSON; - is standard output")
        ->type_name("FILE");
    app.add_flag("--stable", grade.stable, "leave times and host out of the JSON");
    app.add_flag("--cross-check", grade.cross_check,
                 "ask ThreadSanitizer as well, and say where it disagrees");
    app.add_option("--export", exports,
                   "classroom50, csv, gradescope, junit or sarif; may be repeated")
        ->type_name("FORMAT=FILE")
        ->allow_extra_args(false);
    add_jobs(app, grade.jobs);
    add_unsafe(app, grade.unsafe_no_sandbox);
    app.add_flag("--version", version, "show the version");

    list_command = app.add_subcommand("list", "show all exercises");
    verify_command = app.add_subcommand(
        "verify", "for authors: stubs fail, solutions pass, every mutant fails by its check");
    verify_command->add_option("exercise", verified, "only this one")->type_name("");
    verify_command->add_flag("--quick", verify.quick, "grade each solution once, not five times");
    verify_command->add_flag("--sample", verify.sample,
                             "of the mutants only one for each check and verdict");
    add_jobs(*verify_command, verify.jobs);
    app.add_subcommand("explore",
                       "decide about any C or C++ program with threads: all orders of its "
                       "steps, not one by luck (see grade explore --help)");
    app.add_subcommand("batch",
                       "many submissions, as courses export them (see grade batch --help)");
    add_unsafe(*verify_command, verify.unsafe_no_sandbox);
    doctor_command = app.add_subcommand(
        "doctor", "what this machine can isolate and measure, and how to get more");
    doctor_command->add_option("--json", doctor_json, "write it as JSON; - is standard output")
        ->type_name("FILE");
    add_replay();
    add_bundle();
    for (CLI::App* command :
         {list_command, verify_command, doctor_command, replay_command, bundle_command}) {
      command->allow_extras();
    }
  }

  void add_replay() {
    replay_command =
        app.add_subcommand("replay", "step through an interleaving that a check has failed under");
    replay_command->add_option("exercise", replay.exercise, "ex3, or queue-summation")
        ->type_name("")
        ->required();
    replay_command->add_option("id", replay_id, "as the result shows it: threads.no-race:5c1f9a")
        ->type_name("")
        ->required();
    replay_command->add_option("path", replay_path, "the file or folder that was graded")
        ->type_name("");
    replay_command->add_option("--json", replay_json, "write it as JSON; - is standard output")
        ->type_name("FILE");
    replay_command->add_option("--html", replay_html, "write it as a picture, for a browser")
        ->type_name("FILE");
    add_jobs(*replay_command, replay.jobs);
  }

  void add_bundle() {
    bundle_command = app.add_subcommand(
        "bundle", "grade bundle gradescope ex3: the zip that Gradescope's autograder is made from");
    bundle_command->add_option("kind", bundle_kind, "gradescope")->type_name("");
    bundle_command->add_option("exercise", bundle.exercise, "ex3, or queue-summation")
        ->type_name("");
    bundle_command->add_option("--to", bundle.to, "the zip; ex3-gradescope.zip if none is named")
        ->type_name("FILE");
    add_unsafe(*bundle_command, bundle.unsafe_no_sandbox);
  }

  static void add_unsafe(CLI::App& to, bool& unsafe) {
    to.add_flag("--unsafe-no-sandbox", unsafe,
                "grade even where nothing can be isolated: only code that you trust");
  }

  static void add_jobs(CLI::App& to, unsigned& jobs) {
    to.add_option("-j,--jobs", jobs, "how much may run at the same time, on as many processors")
        ->type_name("N")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
  }

  CLI::App& chosen() {
    if (list_command->parsed()) return *list_command;
    if (verify_command->parsed()) return *verify_command;
    if (doctor_command->parsed()) return *doctor_command;
    if (replay_command->parsed()) return *replay_command;
    if (bundle_command->parsed()) return *bundle_command;
    return app;
  }
};

ReplayOptions replay_options(Parser& parser) {
  ReplayOptions& options = parser.replay;
  const std::size_t colon = parser.replay_id.rfind(':');
  options.id = parser.replay_id.substr(colon == std::string::npos ? 0 : colon + 1);
  if (colon != std::string::npos) options.check = parser.replay_id.substr(0, colon);
  if (parser.replay_command->count("path") > 0) options.path = parser.replay_path;
  if (parser.replay_command->count("--json") > 0) options.json = parser.replay_json;
  if (parser.replay_command->count("--html") > 0) options.html = parser.replay_html;
  return options;
}

BundleOptions chosen_bundle(const Parser& parser) {
  if (parser.bundle_kind != "gradescope") {
    throw UsageError("what for? 'grade bundle gradescope ex3' packs an autograder for Gradescope");
  }
  if (parser.bundle.exercise.empty()) {
    throw UsageError(
        "which exercise? 'grade list' shows all, 'grade bundle gradescope ex3' packs one");
  }
  return parser.bundle;
}

Options chosen_command(Parser& parser) {
  if (parser.version) return Say{fmt::format("grade (Lockstep) {}\n", LOCKSTEP_VERSION)};
  refuse_extras(parser.chosen(), parser.chosen().remaining(true));
  if (parser.list_command->parsed()) return ListOptions{};
  if (parser.verify_command->parsed()) {
    if (parser.verify_command->count("exercise") > 0) parser.verify.exercise = parser.verified;
    return parser.verify;
  }
  if (parser.replay_command->parsed()) return replay_options(parser);
  if (parser.doctor_command->parsed()) {
    if (parser.doctor_command->count("--json") > 0) parser.doctor.json = parser.doctor_json;
    return parser.doctor;
  }
  if (parser.bundle_command->parsed()) return chosen_bundle(parser);
  if (parser.app.count("exercise") == 0) {
    throw UsageError("which exercise? 'grade list' shows all, 'grade ex3' grades one");
  }
  if (parser.app.count("path") > 0) parser.grade.path = parser.path;
  if (parser.app.count("--json") > 0) parser.grade.json = parser.json;
  parser.grade.exports = read_single_exports(parser.exports);
  return parser.grade;
}

}  // namespace

Options read_command_line(int argc, const char* const* argv) {
  if (argc > 1 && std::string_view(argv[1]) == "explore") {
    return read_explore_options({argv + 2, argv + argc});
  }
  if (argc > 1 && std::string_view(argv[1]) == "batch") {
    return read_batch_options({argv + 2, argv + argc});
  }
  Parser parser;
  try {
    parser.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Say{parser.chosen().help()};
  } catch (const CLI::ParseError& error) {
    throw UsageError(verdict::printable(error.what()));
  }
  return chosen_command(parser);
}

std::string command_meant_by(const std::string& word) {
  const std::vector<std::string> commands{"batch", "bundle", "doctor", "explore",
                                          "list",  "replay", "verify"};
  const auto meant = catalogue::nearest(word, commands);
  return meant ? fmt::format("did you mean '{}'?", *meant) : "";
}

}  // namespace lockstep::cli
