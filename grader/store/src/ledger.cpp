#include <lockstep/store/ledger.hpp>

#include <ctime>
#include <utility>

#include <unistd.h>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/verdict/printable.hpp>

#include "names.hpp"
#include "open.hpp"

namespace lockstep::store {
namespace {

std::filesystem::path made(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw StoreError(fmt::format("cannot make the folder {}: {}\nname another one with --out",
                                 verdict::printable(folder.string()), error.message()));
  }
  return file_in(folder);
}

/// All that take_in() writes of an entrant: equal text, nothing to write.
std::string digest_of(const Entrant& entrant) {
  const Identity& who = entrant.identity;
  std::string text = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n", who.name, who.id, who.sis_id,
                                 who.login, who.email, who.section, joined(entrant.remarks));
  for (const Attempt& each : entrant.attempts) {
    text += fmt::format("\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n", each.label, each.handed_in, each.late,
                        each.origin, each.content, each.problem, joined(each.remarks));
  }
  return text;
}

/// Writes entrants, within a transaction of its owner.
class Registration {
 public:
  Registration(Database& database, std::int64_t run)
      : run_(run),
        known_(database, "SELECT digest FROM student WHERE student=?"),
        seen_(database, "UPDATE student SET seen=? WHERE student=?"),
        student_(database,
                 "INSERT INTO student(student, name, number, sis, login, email, section, remarks, "
                 "digest, seen) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10) ON CONFLICT(student) DO "
                 "UPDATE SET name=?2, number=?3, sis=?4, login=?5, email=?6, section=?7, "
                 "remarks=?8, digest=?9, seen=?10"),
        forget_(database, "DELETE FROM attempt WHERE student=?"),
        attempt_(database,
                 "INSERT INTO attempt(student, place, label, handed_in, late, origin, content, "
                 "problem, remarks) VALUES(?,?,?,?,?,?,?,?,?)"),
        source_(database,
                "INSERT OR IGNORE INTO source(content, place, name, text) VALUES(?,?,?,?)") {}

  void enter(const Entrant& entrant) {
    const std::string digest = digest_of(entrant);
    if (known_.with(entrant.student).step() && known_.text(0) == digest) {
      return seen_.with(run_, entrant.student).run();
    }
    known_.reset();
    const Identity& who = entrant.identity;
    student_
        .with(entrant.student, who.name, who.id, who.sis_id, who.login, who.email, who.section,
              joined(entrant.remarks), digest, run_)
        .run();
    forget_.with(entrant.student).run();
    int place = 0;
    for (const Attempt& each : entrant.attempts) enter(entrant.student, ++place, each);
  }

 private:
  void enter(const std::string& student, int place, const Attempt& attempt) {
    attempt_
        .with(student, place, attempt.label, attempt.handed_in, attempt.late, attempt.origin,
              attempt.content, attempt.problem, joined(attempt.remarks))
        .run();
    int number = 0;
    for (const SourceText& file : attempt.files) {
      source_.with(attempt.content, ++number, file.name, file.content).run();
    }
  }

  std::int64_t run_;
  Statement known_;
  Statement seen_;
  Statement student_;
  Statement forget_;
  Statement attempt_;
  Statement source_;
};

}  // namespace

std::string utc_now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

std::string joined(const std::vector<std::string>& lines) {
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::vector<std::string> split(const std::string& lines) {
  std::vector<std::string> all;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    all.push_back(lines.substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

Ledger::Ledger(const std::filesystem::path& folder, const Subject& subject)
    : open_(std::make_unique<Open>(made(folder), Database::Access::create)) {
  prepare_schema(open_->database);
  check_schema(open_->database, file_in(folder));
  Transaction transaction(open_->database);
  Statement known(open_->database, "SELECT exercise, title, max_score FROM subject");
  if (known.step() && known.text(0) != subject.exercise) {
    throw NoStore(fmt::format("'{}' holds the grades of {}; name another folder with --out for {}",
                              verdict::printable(folder.string()), known.text(0),
                              subject.exercise));
  }
  known.reset();
  open_->database.execute("DELETE FROM subject");
  Statement(open_->database, "INSERT INTO subject VALUES(?,?,?)")
      .with(subject.exercise, subject.title, subject.max_score)
      .run();
  transaction.commit();
  open_->subject = subject;
}

Ledger::Ledger(const std::filesystem::path& folder)
    : open_(std::make_unique<Open>(file_in(folder), Database::Access::write)) {
  check_schema(open_->database, file_in(folder));
  Statement known(open_->database, "SELECT exercise, title, max_score FROM subject");
  if (known.step()) {
    open_->subject = {known.text(0), known.text(1), static_cast<int>(known.number(2))};
  }
  Statement run(open_->database, "SELECT id, version, best FROM run ORDER BY id DESC LIMIT 1");
  if (!run.step()) return;
  open_->run = run.number(0);
  open_->version = run.number(1);
  open_->counts = run.number(2) != 0 ? Counts::best : Counts::latest;
}

Ledger::Ledger(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

const Subject& Ledger::subject() const noexcept { return open_->subject; }

void Ledger::begin_run(const Versions& versions, Counts counts, const Work& work,
                       const std::string& host) {
  Database& database = open_->database;
  Transaction transaction(database);
  Statement(database, "INSERT OR IGNORE INTO version(grader, exercise, compiler) VALUES(?,?,?)")
      .with(versions.grader, versions.exercise, versions.compiler)
      .run();
  Statement version(database,
                    "SELECT id FROM version WHERE grader=? AND exercise=? AND compiler=?");
  version.with(versions.grader, versions.exercise, versions.compiler).step();
  open_->version = version.number(0);
  version.reset();
  open_->all_after = 0;
  if (work.all) {
    Statement cut_short(database,
                        "SELECT all_after FROM run WHERE version=? AND ended='' AND all_after>0 "
                        "AND id=(SELECT max(id) FROM run)");
    Statement newest(database, "SELECT coalesce(max(id), 0)+1 FROM result");
    open_->all_after = cut_short.with(open_->version).step() ? cut_short.number(0)
                       : newest.step()                       ? newest.number(0)
                                                             : 0;
  }
  open_->counts = counts;
  open_->retry_faults = work.retry_faults;
  Statement(database,
            "INSERT INTO run(version, best, all_after, host, process, started) "
            "VALUES(?,?,?,?,?,?)")
      .with(open_->version, counts == Counts::best, open_->all_after, host,
            static_cast<std::int64_t>(::getpid()), utc_now())
      .run();
  open_->run = database.last_row();
  transaction.commit();
}

void Ledger::end_run() {
  Statement(open_->database, "UPDATE run SET ended=? WHERE id=?").with(utc_now(), open_->run).run();
}

void Ledger::take_in(const std::function<void(const std::function<void(const Entrant&)>&)>& each) {
  Transaction transaction(open_->database);
  Registration registration(open_->database, open_->run);
  each([&](const Entrant& entrant) { registration.enter(entrant); });
  // Who was only on a roster may have handed in by now, under the name of another layout.
  Statement(
      open_->database,
      "DELETE FROM student WHERE seen<>? AND student NOT IN (SELECT student FROM attempt) AND "
      "student NOT IN (SELECT student FROM grade) AND "
      "student NOT IN (SELECT student FROM override)")
      .with(open_->run)
      .run();
  transaction.commit();
}

std::vector<std::string> Ledger::to_grade() {
  const char* const attempts =
      open_->counts == Counts::best
          ? "SELECT content, min(student) AS first FROM attempt WHERE content<>'' AND "
            "student IN (SELECT student FROM student WHERE seen=?1) GROUP BY content"
          : "SELECT content, min(student) AS first FROM attempt a WHERE content<>'' AND "
            "place=(SELECT max(place) FROM attempt WHERE student=a.student) AND "
            "student IN (SELECT student FROM student WHERE seen=?1) GROUP BY content";
  // One lookup for each content: what the newest result of this version is.
  Statement wanted(open_->database, fmt::format("{} ORDER BY first", attempts).c_str());
  Statement newest(open_->database,
                   "SELECT id, state, run FROM result WHERE content=? AND version=? "
                   "ORDER BY id DESC LIMIT 1");
  std::vector<std::string> contents;
  wanted.with(open_->run);
  while (wanted.step()) {
    std::string content = wanted.text(0);
    if (newest.with(content, open_->version).step()) {
      const bool fault = state_called(newest.text(1)) == State::fault;
      const bool again = fault && open_->retry_faults && newest.number(2) != open_->run;
      if (newest.number(0) >= open_->all_after && !again) continue;
    }
    contents.push_back(std::move(content));
  }
  return contents;
}

std::vector<SourceText> Ledger::sources(std::string_view content) {
  Statement files(open_->database, "SELECT name, text FROM source WHERE content=? ORDER BY place");
  std::vector<SourceText> found;
  files.with(content);
  while (files.step()) found.push_back({files.text(0), files.text(1)});
  return found;
}

void Ledger::add(const std::string& content, const Graded& graded) {
  Database& database = open_->database;
  Transaction transaction(database);
  Statement(database,
            "INSERT INTO result(content, version, run, state, score, max_score, outline, fault, "
            "json, measured, host, graded_at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)")
      .with(content, open_->version, open_->run, name(graded.state), graded.score,
            open_->subject.max_score, graded.outline, graded.reason, graded.json, graded.measured,
            graded.host, utc_now())
      .run();
  Settling settling(database, open_->version, open_->counts);
  std::vector<std::string> students;
  Statement owners(database, "SELECT DISTINCT student FROM attempt WHERE content=?");
  owners.with(content);
  while (owners.step()) students.push_back(owners.text(0));
  for (const std::string& student : students) settling.settle(student);
  transaction.commit();
}

void Ledger::settle() {
  Transaction transaction(open_->database);
  Settling settling(open_->database, open_->version, open_->counts);
  Statement all(open_->database, "SELECT student FROM student ORDER BY student");
  std::vector<std::string> students;
  while (all.step()) students.push_back(all.text(0));
  for (const std::string& student : students) settling.settle(student);
  transaction.commit();
}

}  // namespace lockstep::store
