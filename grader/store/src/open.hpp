// What an opened ledger holds, for the parts of it that stand in several files.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <lockstep/store/ledger.hpp>

#include "database.hpp"

namespace lockstep::store {

struct Ledger::Open {
  Database database;
  Subject subject;
  std::int64_t run = 0;
  std::int64_t version = 0;
  std::int64_t all_after = 0;  // results up to this one do not count as done
  bool retry_faults = false;
  Counts counts = Counts::latest;

  Open(const std::filesystem::path& file, Database::Access access) : database(file, access) {}
};

/// Decides for one student after another which result counts. Lives in a transaction of its owner.
class Settling {
 public:
  explicit Settling(Database& database, std::int64_t version, Counts counts);

  void settle(const std::string& student);

 private:
  struct Candidate {
    std::int64_t result = 0;  // 0: none yet
    std::string content;
    std::string state;
    std::string outline;
  };

  [[nodiscard]] Candidate candidate(const std::string& student);
  [[nodiscard]] Candidate newest_result(const std::string& content);
  [[nodiscard]] Candidate best(const std::string& student);
  void propose(const std::string& student, const Candidate& candidate);
  void put_in_force(const std::string& student, std::int64_t before, std::int64_t result);

  std::int64_t version_;
  Counts counts_;
  Statement latest_attempt_;
  Statement attempts_;
  Statement newest_result_;
  Statement in_force_;
  Statement grade_;
  Statement change_;
  Statement withdraw_;
  Statement known_;
  Statement propose_;
};

}  // namespace lockstep::store
