// A replay as lanes: one column for each thread, one row for each step. As data; whoever shows it
// decides how wide and how coloured.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <lockstep/explanation/finding.hpp>

namespace lockstep::explanation {

struct Row {
  std::uint32_t step = 0;
  std::uint32_t task = 0;
  std::string words;    // "locks lock A", "reads 3", "is woken"
  Place place;          // may be unknown
  bool racing = false;  // takes part in the finding
  bool last = false;    // the thread ends here
};

/// How many rows from `first` on say the same of the same thread and line; at least 1.
[[nodiscard]] std::size_t alike(const std::vector<Row>& rows, std::size_t first);

/// Whether the line of code is worth showing: the thread or the line is another one than in the row
/// before, of which there may be none.
[[nodiscard]] bool is_at_another_line(const Row& row, const Row* before);

struct Lanes {
  std::vector<Thread> threads;  // all that have a row, by number
  std::vector<Row> rows;
  /// How it ends: who holds and waits for what, a line for each participant.
  std::vector<std::string> end_state;
};

/// `finding` must come from a replay and have passed check().
[[nodiscard]] Lanes lanes(const report::Finding& finding, const report::Report& report,
                          const Resolved& resolved);

/// Everything that is shown of one interleaving.
struct Replay {
  std::vector<Explanation> findings;  // that it brings about, the gravest first; not empty
  Lanes lanes;
  std::uint32_t failing_step = 0;  // 0: there are no steps
};

/// Of a report that was asked for a replay, and has it: its findings are not empty.
[[nodiscard]] Replay replay(const report::Report& report, const Resolved& resolved);

}  // namespace lockstep::explanation
