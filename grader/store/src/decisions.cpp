// What staff see and decide: changes, proposals, overrides.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

#include "names.hpp"
#include "open.hpp"

namespace lockstep::store {
namespace {

// The columns of a side: state, score, outline, content, grader, exercise, compiler.
constexpr int kColumns = 7;

#define LOCKSTEP_SIDES                                                            \
  "SELECT s.student, s.name, b.state, b.score, b.outline, b.content, bv.grader, " \
  "bv.exercise, bv.compiler, a.state, a.score, a.outline, a.content, av.grader, " \
  "av.exercise, av.compiler, a.id, b.id FROM "

constexpr const char* kOpen = LOCKSTEP_SIDES
    "proposal p JOIN student s ON s.student=p.student "
    "JOIN result a ON a.id=p.result JOIN version av ON av.id=a.version "
    "JOIN grade g ON g.student=p.student "
    "JOIN result b ON b.id=g.result JOIN version bv ON bv.id=b.version "
    "WHERE p.decision='open' ORDER BY s.student";

constexpr const char* kChanges = LOCKSTEP_SIDES
    "change c JOIN student s ON s.student=c.student "
    "JOIN result a ON a.id=c.after JOIN version av ON av.id=a.version "
    "LEFT JOIN result b ON b.id=c.before LEFT JOIN version bv ON bv.id=b.version "
    "WHERE a.run=?1 AND c.reason='handed in' ORDER BY c.id";
#undef LOCKSTEP_SIDES

Side side(const Statement& row, int first) {
  Side side;
  side.state = state_called(row.text(first));
  if (const auto score = row.maybe(first + 1)) side.score = static_cast<int>(*score);
  side.outline = row.text(first + 2);
  side.content = row.text(first + 3);
  side.versions = {row.text(first + 4), row.text(first + 5), row.text(first + 6)};
  return side;
}

Change change(const Statement& row) {
  Change change{row.text(0), row.text(1), std::nullopt, side(row, 2 + kColumns)};
  if (!row.text(2).empty()) change.before = side(row, 2);
  return change;
}

bool is_among(const std::vector<std::string>& students, const std::string& student) {
  return students.empty() || std::find(students.begin(), students.end(), student) != students.end();
}

struct Proposal {
  std::string student;
  std::int64_t result;
  std::int64_t before;
};

std::vector<Proposal> open_ones(Database& database, const std::vector<std::string>& students) {
  std::vector<Proposal> found;
  Statement rows(database, kOpen);
  while (rows.step()) {
    const int ids = 2 + 2 * kColumns;
    if (!is_among(students, rows.text(0))) continue;
    found.push_back({rows.text(0), rows.number(ids), rows.number(ids + 1)});
  }
  return found;
}

void decide(Database& database, const Proposal& proposal, const char* decision) {
  Statement(database, "UPDATE proposal SET decision=?, at=? WHERE student=? AND result=?")
      .with(decision, utc_now(), proposal.student, proposal.result)
      .run();
}

[[noreturn]] void unknown(Database& database, const std::string& word) {
  std::vector<std::string> all;
  Statement students(database, "SELECT student FROM student");
  while (students.step()) all.push_back(students.text(0));
  const auto meant = catalogue::nearest(word, all);
  throw UnknownStudent(fmt::format(
      "nobody in this batch is called '{}'; {}", verdict::printable(word),
      meant ? fmt::format("did you mean '{}'?", *meant) : "'grade batch show' lists all"));
}

}  // namespace

std::vector<Change> Ledger::changes_of_this_run() {
  std::vector<Change> all;
  Statement rows(open_->database, kChanges);
  rows.with(open_->run);
  while (rows.step()) all.push_back(change(rows));
  return all;
}

std::vector<Change> Ledger::proposals() {
  std::vector<Change> all;
  Statement rows(open_->database, kOpen);
  while (rows.step()) all.push_back(change(rows));
  return all;
}

std::size_t Ledger::apply(const std::vector<std::string>& students) {
  Database& database = open_->database;
  Transaction transaction(database);
  const std::vector<Proposal> proposals = open_ones(database, students);
  for (const Proposal& each : proposals) {
    Statement(database, "UPDATE grade SET result=? WHERE student=?")
        .with(each.result, each.student)
        .run();
    Statement(database,
              "INSERT INTO change(student, before, after, reason, at) VALUES(?,?,?,'applied',?)")
        .with(each.student, each.before, each.result, utc_now())
        .run();
    decide(database, each, "applied");
  }
  transaction.commit();
  return proposals.size();
}

std::size_t Ledger::discard(const std::vector<std::string>& students) {
  Transaction transaction(open_->database);
  const std::vector<Proposal> proposals = open_ones(open_->database, students);
  for (const Proposal& each : proposals) decide(open_->database, each, "discarded");
  transaction.commit();
  return proposals.size();
}

std::string Ledger::find_student(const std::string& word) {
  Statement exact(open_->database, "SELECT student FROM student WHERE student=?");
  if (exact.with(word).step()) return exact.text(0);
  Statement other(open_->database,
                  "SELECT student FROM student WHERE ?1<>'' AND ?1 IN (name, number, sis, login, "
                  "email) ORDER BY student");
  std::vector<std::string> found;
  other.with(word);
  while (other.step()) found.push_back(other.text(0));
  if (found.size() == 1) return found.front();
  if (found.empty()) unknown(open_->database, word);
  throw UnknownStudent(fmt::format("'{}' may be one of {}: name one of these",
                                   verdict::printable(word), fmt::join(found, ", ")));
}

void Ledger::override_points(const std::string& student, const Override& decision) {
  Statement(open_->database,
            "INSERT INTO override(student, points, by, reason, at) VALUES(?,?,?,?,?)")
      .with(student, decision.points, decision.by, decision.reason, utc_now())
      .run();
}

bool Ledger::take_back_override(const std::string& student, const std::string& by,
                                const std::string& reason) {
  Transaction transaction(open_->database);
  Statement known(open_->database,
                  "SELECT points FROM override WHERE student=? ORDER BY id DESC LIMIT 1");
  if (!known.with(student).step() || !known.maybe(0)) return false;
  known.reset();
  Statement(open_->database,
            "INSERT INTO override(student, points, by, reason, at) VALUES(?,NULL,?,?,?)")
      .with(student, by, reason, utc_now())
      .run();
  transaction.commit();
  return true;
}

}  // namespace lockstep::store
