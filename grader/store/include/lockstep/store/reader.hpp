// Reads the store of a batch: `batch.sqlite` in the batch's output folder.
//
// Only reads. Each call sees one consistent state, also while a batch is writing.
// Standings come one at a time, so that ten thousand results need no more memory than one.
//
// THREADS  a Reader belongs to one thread. Several may read one store at the same time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/store/standing.hpp>

namespace lockstep::store {

/// The folder holds no store, or one that this version cannot read: the user's to put right.
class NoStore : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The store could not be read or written: a full disk, a damaged file. what() names the file and
/// the next step. Never costs points.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Database;

class Reader {
 public:
  /// `folder` is what `grade batch --out` was given. Throws NoStore, StoreError.
  explicit Reader(const std::filesystem::path& folder);
  Reader(Reader&&) noexcept;
  ~Reader();

  [[nodiscard]] const Subject& subject() const noexcept;

  enum class Detail { everything, without_results };  // leaves `result` and `measured` empty

  /// Every student, in the order of the bytes in `student`. Throws StoreError.
  void for_each(const std::function<void(const Standing&)>& visit,
                Detail detail = Detail::everything) const;

  /// The same, all at once.
  [[nodiscard]] std::vector<Standing> standings() const;

  [[nodiscard]] std::optional<Standing> standing(std::string_view student) const;

  /// The files that were graded, the main file first; empty where the content is not known.
  /// Their bytes are those that one student of this content handed in.
  [[nodiscard]] std::vector<SourceText> sources(std::string_view content) const;

 private:
  std::unique_ptr<Database> database_;
  Subject subject_;
};

}  // namespace lockstep::store
