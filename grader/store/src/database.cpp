#include "database.hpp"

#include <chrono>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::store {
namespace {

/// Another process may hold the write lock for one small transaction, never for long.
constexpr std::chrono::milliseconds kPatience{20'000};

std::string next_step(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "the disk is full: make room there, then give the same command again; it goes on "
             "where it stopped";
    case SQLITE_IOERR:
      return "reading or writing failed: is the disk full, or away? Then give the same command "
             "again; it goes on where it stopped";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return "you need to read and write this file and its folder; or name another folder with "
             "--out";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process works on it; give the same command again when it is done";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "the file is damaged: restore it from a copy, or grade again with another --out";
    default:
      return "give the same command again; it goes on where it stopped";
  }
}

}  // namespace

Database::Database(const std::filesystem::path& file, Access access) : file_(file) {
  std::error_code error;
  if (access != Access::create && !std::filesystem::exists(file, error)) {
    throw NoStore(fmt::format(
        "there is no batch in '{}': name the folder that 'grade batch … --out' was given",
        verdict::printable(file.parent_path().string())));
  }
  const int flags =
      access == Access::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
  int code = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOFOLLOW, nullptr);
  if (code == SQLITE_CANTOPEN && access == Access::read) {
    sqlite3_close(handle_);
    code = sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READONLY, nullptr);
  }
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, static_cast<int>(kPatience.count()));
    if (access != Access::read) {
      // With WAL, NORMAL keeps the file whole whatever happens; only when the machine itself dies
      // may the last results be missing, and they are graded again.
      execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;");
    }
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close(handle_); }

void Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

void Database::fail(int code) const {
  const char* said = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  throw StoreError(
      fmt::format("{}: {}\n{}", verdict::printable(file_.string()), said, next_step(code)));
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
  const int code = sqlite3_prepare_v2(database.handle(), sql, -1, &handle_, nullptr);
  if (code != SQLITE_OK) database.fail(code);
}

Statement::~Statement() { sqlite3_finalize(handle_); }

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  database_.fail(code);
}

void Statement::reset() noexcept {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(handle_, column); }

std::optional<std::int64_t> Statement::maybe(int column) const {
  if (sqlite3_column_type(handle_, column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

void Statement::bind(int at, std::string_view text) {
  const int code = sqlite3_bind_text64(handle_, at, text.data() == nullptr ? "" : text.data(),
                                       text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) database_.fail(code);
}

void Statement::bind(int at, std::int64_t number) {
  if (const int code = sqlite3_bind_int64(handle_, at, number); code != SQLITE_OK) {
    database_.fail(code);
  }
}

void Statement::bind(int at, const std::optional<int>& number) {
  if (number) return bind(at, std::int64_t{*number});
  if (const int code = sqlite3_bind_null(handle_, at); code != SQLITE_OK) database_.fail(code);
}

Transaction::Transaction(Database& database, Kind kind) : database_(database) {
  database_.execute(kind == Kind::writing ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace lockstep::store
