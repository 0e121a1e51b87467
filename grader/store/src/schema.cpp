// The tables. `result` is append-only; `grade` says which result counts; everything that changed a
// grade stands in `change`. `result.fault` is why no check has a verdict, whoever's fault it was.
#include <string>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "database.hpp"

namespace lockstep::store {
namespace {

constexpr std::int64_t kSchema = 1;  // user_version
constexpr const char* kApplication = "PRAGMA application_id=1280263755; PRAGMA user_version=1;";

constexpr const char* kTables = R"sql(
CREATE TABLE subject(exercise TEXT NOT NULL, title TEXT NOT NULL, max_score INTEGER NOT NULL);
CREATE TABLE version(
  id INTEGER PRIMARY KEY, grader TEXT NOT NULL, exercise TEXT NOT NULL, compiler TEXT NOT NULL,
  UNIQUE(grader, exercise, compiler));
CREATE TABLE run(
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES version, best INTEGER NOT NULL,
  all_after INTEGER NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL, started TEXT NOT NULL, ended TEXT NOT NULL DEFAULT '');
CREATE TABLE source(
  content TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, text BLOB NOT NULL,
  PRIMARY KEY(content, place)) WITHOUT ROWID;
CREATE TABLE student(
  student TEXT PRIMARY KEY, name TEXT NOT NULL, number TEXT NOT NULL, sis TEXT NOT NULL,
  login TEXT NOT NULL, email TEXT NOT NULL, section TEXT NOT NULL, remarks TEXT NOT NULL,
  digest TEXT NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE attempt(
  student TEXT NOT NULL REFERENCES student, place INTEGER NOT NULL, label TEXT NOT NULL,
  handed_in TEXT NOT NULL, late INTEGER NOT NULL, origin TEXT NOT NULL, content TEXT NOT NULL,
  problem TEXT NOT NULL, remarks TEXT NOT NULL, PRIMARY KEY(student, place)) WITHOUT ROWID;
CREATE INDEX attempt_of_content ON attempt(content);
CREATE TABLE result(
  id INTEGER PRIMARY KEY, content TEXT NOT NULL, version INTEGER NOT NULL REFERENCES version,
  run INTEGER NOT NULL REFERENCES run, state TEXT NOT NULL, score INTEGER, max_score INTEGER NOT NULL,
  outline TEXT NOT NULL, fault TEXT NOT NULL, json TEXT NOT NULL, measured TEXT NOT NULL,
  host TEXT NOT NULL, graded_at TEXT NOT NULL);
CREATE INDEX result_of_content ON result(content, version, id);
CREATE TABLE grade(
  student TEXT PRIMARY KEY REFERENCES student, result INTEGER NOT NULL REFERENCES result) WITHOUT ROWID;
CREATE TABLE proposal(
  student TEXT NOT NULL REFERENCES student, result INTEGER NOT NULL REFERENCES result,
  decision TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(student, result)) WITHOUT ROWID;
CREATE TABLE change(
  id INTEGER PRIMARY KEY, student TEXT NOT NULL REFERENCES student, before INTEGER REFERENCES result,
  after INTEGER NOT NULL REFERENCES result, reason TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE override(
  id INTEGER PRIMARY KEY, student TEXT NOT NULL REFERENCES student, points INTEGER,
  by TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX override_of_student ON override(student, id);
)sql";

std::int64_t pragma(Database& database, const char* sql) {
  Statement statement(database, sql);
  return statement.step() ? statement.number(0) : 0;
}

}  // namespace

std::filesystem::path file_in(const std::filesystem::path& folder) {
  return folder / "batch.sqlite";
}

void prepare_schema(Database& database) {
  Transaction transaction(database);
  if (pragma(database, "PRAGMA user_version") == 0) {
    database.execute(kTables);
    database.execute(kApplication);
  }
  transaction.commit();
}

void check_schema(Database& database, const std::filesystem::path& file) {
  const std::int64_t found = pragma(database, "PRAGMA user_version");
  if (found == kSchema) return;
  const std::string shown = verdict::printable(file.string());
  if (found == 0) {
    throw NoStore(
        fmt::format("'{}' holds no batch: it was stopped before it began; give the "
                    "'grade batch' command again",
                    shown));
  }
  throw NoStore(
      fmt::format("'{}' was made by another version of Lockstep (its schema is {}, this "
                  "one reads {}): use that version, or grade again with another --out",
                  shown, found, kSchema));
}

}  // namespace lockstep::store
