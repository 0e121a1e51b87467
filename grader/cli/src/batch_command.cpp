// `grade batch <exercise> <folder>`
#include <array>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/batch/cluster.hpp>
#include <lockstep/batch/grading.hpp>
#include <lockstep/batch/outcome.hpp>
#include <lockstep/batch/versions.hpp>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/work_folder.hpp>
#include <lockstep/store/reader.hpp>
#include <lockstep/verdict/printable.hpp>

#include "batch_progress.hpp"
#include "batch_summary.hpp"
#include "commands.hpp"

namespace lockstep::cli {
namespace {

namespace fs = std::filesystem;

std::string shown(const fs::path& path) { return verdict::printable(path.string()); }

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// What is written may not be taken for a submission at the next call.
void refuse_out_inside(const BatchOptions& options) {
  std::error_code error;
  const fs::path in = fs::weakly_canonical(options.submissions, error);
  const fs::path out = fs::weakly_canonical(options.out, error);
  const fs::path relative = out.lexically_relative(in);
  if (relative.empty() || *relative.begin() == "..") return;
  throw UsageError(fmt::format("--out {} lies inside of what is graded; name a folder elsewhere",
                               shown(options.out)));
}

store::Lock locked(const fs::path& out) {
  std::string holder;
  auto lock = store::Lock::take(out, holder);
  if (lock) return std::move(*lock);
  throw UsageError(fmt::format(
      "another batch ({}) grades into {} now; wait for it, or name another folder with --out",
      holder, shown(out)));
}

/// Runs what is to be graded. Does not come back where the batch is interrupted or has to stop:
/// then everything that was graded is in the store.
void grade_all(const BatchOptions& options, const build::Installation& installation,
               batch::Job job) {
  build::WorkFolder::remove_leftovers();
  session::Workshop workshop(installation, options.jobs, isolation(options.unsafe_no_sandbox),
                             session::Placement::fixed);
  if (const std::string remark = sandbox_remark(workshop); !remark.empty()) say(remark);
  ProgressLine line;
  BatchProgress progress(line);
  batch::Progress state{0, job.contents.size(), 0};
  job.at_once = options.jobs + 1;  // the next one is there as soon as a slot is free
  job.watch = [&](const batch::Progress& now) {
    state = now;
    progress.show(now);
  };
  try {
    batch::grade(workshop, std::move(job));
    run_until_done(workshop, line, [&] {
      return fmt::format(
          "interrupted: {} of {} graded, and kept in {}; the same command goes on from there",
          state.done, state.of, shown(options.out));
    });
  } catch (const std::exception& error) {
    line.clear();
    workshop.abandon();
    say(fmt::format("grade: grader fault: {}", error.what()));
    say(fmt::format("{} of {} were graded, and are kept", state.done, state.of));
    // At once: gradings that are under way hold on to each other and to the workshop.
    std::_Exit(Exit::grader_fault);
  }
}

/// The same, on a cluster.
void grade_on_cluster(const BatchOptions& options, store::Ledger& ledger,
                      const store::Versions& versions, const catalogue::Exercise& exercise,
                      const std::vector<std::string>& contents) {
  ProgressLine line;
  BatchProgress progress(line);
  batch::ClusterJob job;
  job.ledger = &ledger;
  job.exercise = options.exercise;
  job.contents = contents;
  job.versions = versions;
  job.folder = fs::absolute(options.out) / "slurm";
  job.cpus = options.cluster.cpus;
  job.memory = batch::memory_for_one(exercise);
  job.chunk = options.cluster.chunk;
  job.options = options.cluster.options;
  job.resume = options.cluster.resume;
  job.unsafe_no_sandbox = options.unsafe_no_sandbox;
  job.watch = [&](const batch::Progress& now) { progress.show(now); };
  job.say = [&](const std::string& text) {
    line.clear();
    say(text);
  };
  const batch::ClusterEnd end = batch::grade_on_cluster(std::move(job));
  line.clear();
  if (end.signal == 0) return;
  say(fmt::format(
      "interrupted: the array {0} goes on without you; the same command with --resume picks "
      "it up, 'scancel {0}' ends it",
      end.array));
  std::_Exit(128 + end.signal);
}

int summarise(const BatchOptions& options, store::Ledger& ledger, std::size_t graded_now) {
  const store::Reader reader(options.out);
  Tally tally;
  const std::string to_look_at = attention(reader, tally);
  std::string text = fmt::format(
      " {} students: {} graded ({} submissions now), {} without a gradable "
      "submission, {} grader faults\n",
      tally.students, tally.graded, graded_now, tally.nothing, tally.faults);
  text += to_look_at;
  if (const std::string changed = changes(ledger.changes_of_this_run()); !changed.empty()) {
    text += " changed, because something else was handed in:\n" + changed;
  }
  const std::size_t proposals = ledger.proposals().size();
  const std::string out = shown(options.out);
  if (proposals > 0) {
    text += fmt::format(
        " {} grades would change, and do not before you decide:\n   grade batch diff --out {}\n",
        proposals, out);
  }
  text += fmt::format(" all grades: grade batch show --out {}\n", out);
  if (!print(text)) throw build::GraderFault("cannot write to standard output");
  if (tally.faults > 0) return Exit::grader_fault;
  return tally.nothing > 0 ? Exit::something_failed : Exit::all_passed;
}

}  // namespace

int batch(const BatchOptions& options) {
  const build::Installation installation = build::Installation::of_this_build();
  const catalogue::Catalogue catalogue(installation.exercises);
  const catalogue::Exercise exercise = find_exercise(catalogue, options.exercise);
  refuse_out_inside(options);
  const store::Versions versions = batch::versions_of(installation, exercise, LOCKSTEP_VERSION);
  store::Ledger ledger(options.out, {exercise.id, exercise.title, exercise.max_score()});
  const store::Lock lock = locked(options.out);
  ledger.begin_run(versions, options.counts, options.work, host_name());
  intake::Overview overview;
  ledger.take_in([&](const auto& enter) {
    overview = intake::read(options.submissions, exercise, options.intake, enter);
  });
  ledger.settle();
  static_cast<void>(print(fmt::format("\n {}  {}, layout: {}\n", exercise.id, exercise.title,
                                      intake::name(overview.layout))));
  for (const std::string& remark : overview.remarks) {
    static_cast<void>(print(fmt::format(" {}\n", verdict::printable(remark))));
  }
  const std::vector<std::string> contents = ledger.to_grade();
  const std::size_t count = contents.size();
  if (count > 0 && options.engine == "slurm") {
    grade_on_cluster(options, ledger, versions, exercise, contents);
  } else if (count > 0) {
    grade_all(options, installation,
              {&exercise,
               contents,
               1,
               [&](const std::string& content) { return ledger.sources(content); },
               [&](const std::string& content, const judge::Result& result) {
                 ledger.add(content, batch::outcome(result));
               },
               {}});
  }
  ledger.end_run();
  return summarise(options, ledger, count);
}

}  // namespace lockstep::cli
