// A batch as text: who has which grade, and what staff have to look at.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <lockstep/store/ledger.hpp>
#include <lockstep/store/reader.hpp>

namespace lockstep::cli {

struct Tally {
  std::size_t students = 0;
  std::size_t graded = 0;   // have a result
  std::size_t nothing = 0;  // handed in nothing that can be graded
  std::size_t waiting = 0;
  std::size_t faults = 0;  // have no grade, or no newer one, by the grader's fault
};

/// All students, one line each.
[[nodiscard]] std::string table(const store::Reader& reader);

/// What does not go by itself; empty where there is nothing.
[[nodiscard]] std::string attention(const store::Reader& reader, Tally& tally);

/// Grades before and after, with the reason and the checks that differ. First grades are left out.
[[nodiscard]] std::string changes(const std::vector<store::Change>& all);

/// schema lockstep/batch/v1
[[nodiscard]] std::string batch_json(const store::Reader& reader);

}  // namespace lockstep::cli
