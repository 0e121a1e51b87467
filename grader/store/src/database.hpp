// One SQLite file, opened. Errors carry the file and the next step; nothing else of SQLite gets
// out.
//
// THREADS  a Database and its statements belong to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include <lockstep/store/reader.hpp>

namespace lockstep::store {

class Database {
 public:
  enum class Access { read, write, create };

  /// Throws NoStore where there is no such file and it is not to be made, StoreError otherwise.
  Database(const std::filesystem::path& file, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  void execute(const char* sql);
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_); }
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }

  /// Throws what the last error of this database means.
  [[noreturn]] void fail(int code) const;

 private:
  std::filesystem::path file_;
  sqlite3* handle_ = nullptr;
};

/// A prepared statement: bind in order, step through rows, and start again.
class Statement {
 public:
  Statement(Database& database, const char* sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Forgets the row and the values; then binds these from the first on.
  template <typename... Values>
  Statement& with(const Values&... values) {
    reset();
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }

  /// False when there is no further row.
  bool step();
  /// For what yields no rows.
  void run() {
    while (step()) {
    }
    reset();
  }

  [[nodiscard]] std::string text(int column) const;  // of NULL: empty
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::optional<std::int64_t> maybe(int column) const;

  void reset() noexcept;

 private:
  void bind(int at, std::string_view text);
  void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }
  void bind(int at, const char* text) { bind(at, std::string_view(text)); }
  void bind(int at, std::int64_t number);
  void bind(int at, int number) { bind(at, std::int64_t{number}); }
  void bind(int at, unsigned number) { bind(at, std::int64_t{number}); }
  void bind(int at, bool value) { bind(at, std::int64_t{value ? 1 : 0}); }
  void bind(int at, const std::optional<int>& number);

  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

/// All or nothing: rolled back unless commit() was reached.
class Transaction {
 public:
  enum class Kind { reading, writing };
  explicit Transaction(Database& database, Kind kind = Kind::writing);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

/// `<folder>/batch.sqlite`
[[nodiscard]] std::filesystem::path file_in(const std::filesystem::path& folder);

/// Makes the tables where there are none. Throws NoStore where another version made them.
void prepare_schema(Database& database);
void check_schema(Database& database, const std::filesystem::path& file);

}  // namespace lockstep::store
