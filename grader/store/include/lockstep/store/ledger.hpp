// Writes the store of a batch. Every call is one transaction: after a kill at any moment the store
// is as it was before the call or after it.
//
// The ledger decides which result counts for whom (see settle in ledger.cpp); it judges nothing and
// knows nothing of how a submission was read or graded.
//
// THREADS  a Ledger belongs to one thread. Several processes may write to one store; that only one
// of them grades is for its callers to see to (see Lock).
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/store/reader.hpp>
#include <lockstep/store/standing.hpp>

namespace lockstep::store {

/// One thing handed in. Either `content` and `files`, or a `problem`.
struct Attempt {
  std::string label;
  std::string handed_in;  // UTC, or empty
  bool late = false;
  std::string origin;
  std::string problem;
  std::vector<std::string> remarks;
  std::string content;  // names `files` in the store
  std::vector<SourceText> files;
};

struct Entrant {
  std::string student;
  Identity identity;
  std::vector<std::string> remarks;
  std::vector<Attempt> attempts;  // oldest first; empty: nothing was handed in
};

enum class Counts { latest, best };  // of several attempts

/// What grading one content came to.
struct Graded {
  State state = State::graded;
  std::optional<int> score;
  std::string outline;  // the same where points and verdicts of all checks are the same
  std::string reason;   // of fault: what; of did_not_compile: the first error; else empty
  std::string json;
  std::string measured;
  std::string host;
};

struct Work {
  bool all = false;           // also what has a result
  bool retry_faults = false;  // also what failed by the grader's fault before
};

/// One side of a change.
struct Side {
  State state = State::graded;
  std::optional<int> score;
  std::string outline;
  std::string content;
  Versions versions;
};

struct Change {
  std::string student;
  std::string name;
  std::optional<Side> before;
  Side after;
};

/// The student's own fault or that of who typed: what() names those that are near.
class UnknownStudent : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Ledger {
 public:
  /// Makes folder and store where there are none. Throws NoStore where it is about another
  /// exercise, StoreError.
  Ledger(const std::filesystem::path& folder, const Subject& subject);
  /// Of a store that is there. Throws NoStore, StoreError.
  explicit Ledger(const std::filesystem::path& folder);
  Ledger(Ledger&&) noexcept;
  ~Ledger();

  [[nodiscard]] const Subject& subject() const noexcept;

  /// A run grades with one set of versions. An earlier run with `work.all` that was cut short is
  /// carried on with. What follows belongs to this run.
  void begin_run(const Versions& versions, Counts counts, const Work& work,
                 const std::string& host);
  void end_run();

  /// Everything that was handed in, as it is now. `each` calls its argument for every entrant; all
  /// of it becomes visible at once. Who is not among them any more stays.
  void take_in(const std::function<void(const std::function<void(const Entrant&)>&)>& each);

  /// The contents that this run has to grade, each once.
  [[nodiscard]] std::vector<std::string> to_grade();
  [[nodiscard]] std::vector<SourceText> sources(std::string_view content);

  void add(const std::string& content, const Graded& graded);

  /// Brings the grades in line with what was taken in; add() does so for the students it concerns.
  void settle();

  /// Grades that came into force or changed in this run, in the order in which they did.
  [[nodiscard]] std::vector<Change> changes_of_this_run();

  /// Changes that other versions would make, and nobody has decided about.
  [[nodiscard]] std::vector<Change> proposals();

  /// Decide about those of `students`, or about all where it is empty. How many there were.
  std::size_t apply(const std::vector<std::string>& students);
  std::size_t discard(const std::vector<std::string>& students);

  /// Throws UnknownStudent. `word` is the student, or the only one of this number, login, address
  /// or name.
  [[nodiscard]] std::string find_student(const std::string& word);
  void override_points(const std::string& student, const Override& decision);
  /// False where there was none.
  bool take_back_override(const std::string& student, const std::string& by,
                          const std::string& reason);

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

/// Held while a batch grades into a folder; gone with the process, however it ends.
class Lock {
 public:
  /// Empty: another process holds it, and `holder` says which.
  [[nodiscard]] static std::optional<Lock> take(const std::filesystem::path& folder,
                                                std::string& holder);
  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&&) = delete;
  ~Lock();

 private:
  explicit Lock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace lockstep::store
