#include <lockstep/store/reader.hpp>

#include <algorithm>

#include "database.hpp"
#include "names.hpp"

namespace lockstep::store {
namespace {

/// Everything about one student, put together from the tables. Its statements are prepared once.
class Assembly {
 public:
  Assembly(Database& database, const Subject& subject, Reader::Detail detail)
      : detail_(detail),
        max_score_(subject.max_score),
        run_(database,
             "SELECT version, (SELECT max(seen) FROM student) FROM run ORDER BY id DESC LIMIT 1"),
        attempts_(database,
                  "SELECT label, handed_in, late, origin, content, problem, remarks FROM attempt "
                  "WHERE student=? ORDER BY place"),
        grade_(
            database,
            "SELECT r.content, r.state, r.score, r.json, r.measured, r.host, r.graded_at, "
            "v.grader, v.exercise, v.compiler, r.fault FROM grade g JOIN result r ON r.id=g.result "
            "JOIN version v ON v.id=r.version WHERE g.student=?"),
        newest_(database,
                "SELECT state, fault FROM result WHERE content=? AND version=? ORDER BY id DESC "
                "LIMIT 1"),
        override_(database,
                  "SELECT points, by, reason, at FROM override WHERE student=? ORDER BY id DESC "
                  "LIMIT 1") {
    if (!run_.step()) return;
    version_ = run_.number(0);
    last_seen_ = run_.number(1);
  }

  /// `row` is one of `student`.
  Standing of(const Statement& row) {
    Standing standing;
    standing.student = row.text(0);
    standing.identity = {row.text(1), row.text(2), row.text(3),
                         row.text(4), row.text(5), row.text(6)};
    standing.remarks = split(row.text(7));
    if (row.number(8) < last_seen_) {
      standing.remarks.emplace_back("not among the submissions of the last batch any more");
    }
    standing.max_score = max_score_;
    add_grade(standing);
    add_attempt(standing);
    add_override(standing);
    return standing;
  }

 private:
  void add_grade(Standing& standing) {
    if (!grade_.with(standing.student).step()) return;
    standing.content = grade_.text(0);
    standing.state = state_called(grade_.text(1));
    if (const auto score = grade_.maybe(2)) standing.score = static_cast<int>(*score);
    if (detail_ == Reader::Detail::everything) {
      standing.result = grade_.text(3);
      standing.measured = grade_.text(4);
    }
    standing.host = grade_.text(5);
    standing.graded_at = grade_.text(6);
    standing.versions = {grade_.text(7), grade_.text(8), grade_.text(9)};
    standing.reason = grade_.text(10);
  }

  /// The newest attempt with the content that counts; the newest of all where nothing counts yet.
  void add_attempt(Standing& standing) {
    const bool has_grade = !standing.content.empty();
    std::string newest_content;
    std::string newest_problem;
    attempts_.with(standing.student);
    while (attempts_.step()) {
      ++standing.attempts;
      newest_content = attempts_.text(4);
      newest_problem = attempts_.text(5);
      if (has_grade && newest_content != standing.content) continue;
      standing.attempt = attempts_.text(0);
      standing.handed_in = attempts_.text(1);
      standing.late = attempts_.number(2) != 0;
      standing.origin = attempts_.text(3);
      attempt_remarks_ = split(attempts_.text(6));
    }
    standing.remarks.insert(standing.remarks.end(), attempt_remarks_.begin(),
                            attempt_remarks_.end());
    attempt_remarks_.clear();
    add_problem(standing, has_grade, newest_content, newest_problem);
  }

  void add_problem(Standing& standing, bool has_grade, const std::string& content,
                   const std::string& problem) {
    if (content.empty()) {
      if (!has_grade) standing.state = State::nothing;
      standing.problem = standing.attempts == 0 && !has_grade ? "nothing was handed in" : problem;
      return;
    }
    const bool graded = newest_.with(content, version_).step();
    const bool failed = graded && state_called(newest_.text(0)) == State::fault;
    if (failed) standing.problem = newest_.text(1);
    standing.newest_is_fault = failed;
    if (has_grade) return;
    standing.content = content;
    standing.state = failed ? State::fault : State::waiting;
  }

  void add_override(Standing& standing) {
    if (!override_.with(standing.student).step()) return;
    const auto points = override_.maybe(0);
    if (!points) return;  // taken back
    standing.override_by_staff = Override{static_cast<int>(*points), override_.text(1),
                                          override_.text(2), override_.text(3)};
  }

  Reader::Detail detail_;
  int max_score_;
  Statement run_;
  Statement attempts_;
  Statement grade_;
  Statement newest_;
  Statement override_;
  std::int64_t version_ = 0;
  std::int64_t last_seen_ = 0;
  std::vector<std::string> attempt_remarks_;
};

constexpr const char* kAll =
    "SELECT student, name, number, sis, login, email, section, remarks, seen FROM student "
    "ORDER BY student";
constexpr const char* kOne =
    "SELECT student, name, number, sis, login, email, section, remarks, seen FROM student "
    "WHERE student=?";

}  // namespace

Reader::Reader(const std::filesystem::path& folder)
    : database_(std::make_unique<Database>(file_in(folder), Database::Access::read)) {
  check_schema(*database_, file_in(folder));
  Statement subject(*database_, "SELECT exercise, title, max_score FROM subject");
  if (!subject.step()) {
    throw NoStore("the batch was stopped before it began; give the 'grade batch' command again");
  }
  subject_ = {subject.text(0), subject.text(1), static_cast<int>(subject.number(2))};
}

Reader::Reader(Reader&&) noexcept = default;
Reader::~Reader() = default;

const Subject& Reader::subject() const noexcept { return subject_; }

void Reader::for_each(const std::function<void(const Standing&)>& visit, Detail detail) const {
  const Transaction one_state(*database_, Transaction::Kind::reading);
  Assembly assembly(*database_, subject_, detail);
  Statement students(*database_, kAll);
  while (students.step()) visit(assembly.of(students));
}

std::vector<Standing> Reader::standings() const {
  std::vector<Standing> all;
  for_each([&](const Standing& each) { all.push_back(each); });
  return all;
}

std::optional<Standing> Reader::standing(std::string_view student) const {
  const Transaction one_state(*database_, Transaction::Kind::reading);
  Assembly assembly(*database_, subject_, Detail::everything);
  Statement found(*database_, kOne);
  if (!found.with(student).step()) return std::nullopt;
  return assembly.of(found);
}

std::vector<SourceText> Reader::sources(std::string_view content) const {
  Statement files(*database_, "SELECT name, text FROM source WHERE content=? ORDER BY place");
  std::vector<SourceText> found;
  files.with(content);
  while (files.step()) found.push_back({files.text(0), files.text(1)});
  return found;
}

}  // namespace lockstep::store
