#include <lockstep/author/verify.hpp>

#include <deque>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <lockstep/author/files.hpp>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/submission.hpp>
#include <lockstep/session/grading.hpp>

namespace lockstep::author {
namespace {

namespace fs = std::filesystem;

using Results = std::vector<judge::Result>;

/// One submission to be graded, and the row that it fills.
struct Job {
  std::size_t section = 0;
  std::size_t row = 0;
  const catalogue::Exercise* exercise = nullptr;
  fs::path file;
  std::vector<std::string> only;
  unsigned times = 1;
  std::function<Row(const Results&)> row_of;
};

/// The named check and all before it: of those, none may fail.
std::vector<std::string> checks_up_to(const catalogue::Exercise& exercise,
                                      const std::string& last) {
  std::vector<std::string> ids;
  for (const catalogue::Check& check : exercise.checks) {
    ids.push_back(check.id);
    if (check.id == last) break;
  }
  return ids;
}

class Verifier : public std::enable_shared_from_this<Verifier> {
 public:
  Verifier(session::Workshop& workshop, Verification what)
      : workshop_(workshop), what_(std::move(what)) {}

  void start() {
    for (const catalogue::Exercise& exercise : what_.exercises) add(exercise);
    all_ = waiting_.size();
    report_finished_sections();
    start_waiting();
  }

 private:
  void add(const catalogue::Exercise& exercise) {
    Section section{exercise.id + " " + exercise.name, {}};
    section.rows = {points_row(exercise), files_row(exercise),
                    mirror_row(exercise, what_.solutions)};
    sections_.push_back(std::move(section));
    open_.push_back(0);

    add_job(exercise, exercise.folder / exercise.files.front(), {}, 1,
            [](const Results& results) { return stub_row(results.front()); });
    for (const fs::path& file : solutions_of(exercise, what_.solutions)) {
      add_job(exercise, file, {}, what_.runs, [file](const Results& results) {
        return solution_row(file.stem().string(), results);
      });
    }
    const std::size_t graded = add_mutants(exercise);
    if (graded < exercise.mutants.size()) {
      sections_.back().rows.push_back(sample_row(graded, exercise.mutants.size()));
    }
  }

  /// The number of those that are graded.
  std::size_t add_mutants(const catalogue::Exercise& exercise) {
    std::set<std::pair<std::string, verdict::Word>> seen;
    std::size_t graded = 0;
    for (const catalogue::Mutant& mutant : exercise.mutants) {
      const bool first = seen.emplace(mutant.check, mutant.as).second;
      if (!first && !what_.every_mutant) continue;
      ++graded;
      add_job(exercise, exercise.folder / mutant.file, checks_up_to(exercise, mutant.check), 1,
              [&mutant](const Results& results) { return mutant_row(mutant, results.front()); });
    }
    return graded;
  }

  void add_job(const catalogue::Exercise& exercise, fs::path file, std::vector<std::string> only,
               unsigned times, std::function<Row(const Results&)> row_of) {
    Section& section = sections_.back();
    waiting_.push_back({sections_.size() - 1, section.rows.size(), &exercise, std::move(file),
                        std::move(only), times, std::move(row_of)});
    section.rows.emplace_back();
    ++open_.back();
  }

  void start_waiting() {
    while (running_ < what_.at_once && !waiting_.empty()) {
      const Job job = std::move(waiting_.front());
      waiting_.pop_front();
      start(job);
    }
  }

  void start(const Job& job) {
    session::Task task{job.exercise, nullptr, job.only, job.times};
    try {
      task.submission = std::make_shared<const build::Submission>(
          build::read_submission(job.file, *job.exercise));
    } catch (const build::NoSubmission& error) {
      return fill(job, unreadable_row("file", job.file.filename().string(), error.what()));
    }
    ++running_;
    session::grade(workshop_, std::move(task),
                   [self = shared_from_this(), job](const Results& results) {
                     --self->running_;
                     self->fill(job, job.row_of(results));
                     self->start_waiting();
                   });
  }

  void fill(const Job& job, Row row) {
    sections_[job.section].rows[job.row] = std::move(row);
    --open_[job.section];
    ++done_;
    report_finished_sections();
    if (what_.watch) what_.watch(done_, all_);
  }

  void report_finished_sections() {
    while (reported_ < sections_.size() && open_[reported_] == 0) {
      what_.section_done(sections_[reported_++]);
    }
  }

  session::Workshop& workshop_;
  Verification what_;
  std::vector<Section> sections_;
  std::vector<std::size_t> open_;  // rows of each section that are not filled yet
  std::deque<Job> waiting_;
  std::size_t running_ = 0;
  std::size_t reported_ = 0;
  std::size_t done_ = 0;
  std::size_t all_ = 0;
};

}  // namespace

void verify(session::Workshop& workshop, Verification what) {
  std::make_shared<Verifier>(workshop, std::move(what))->start();
}

}  // namespace lockstep::author
