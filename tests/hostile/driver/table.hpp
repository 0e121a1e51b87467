// Rows that a child sends to the driver, and the table program × step that is made of them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <lockstep/sandbox/program.hpp>

#include "trial.hpp"

namespace hostile {

struct Row {
  std::string name;    // "run/fork_bomb"
  std::string reason;  // why step C is an exception; empty where it is none
  Outcome outcome;
};

using Tell = std::function<void(const Row&)>;

/// What was wrong, on lines of its own.
[[nodiscard]] std::string in_words(const Row& row);

/// A pipe's ends, to read from and to write to.
[[nodiscard]] std::pair<int, int> row_channel();
void send_row(int descriptor, const Row& row);
[[nodiscard]] std::optional<Row> receive_row(int descriptor);

class Table {
 public:
  void add_step(lockstep::sandbox::Step step) { steps_.push_back(step); }
  void add(lockstep::sandbox::Step step, Row row);

  [[nodiscard]] bool all_good() const;

  /// "✓" as it must be, "(✓)" a documented exception, "✗" wrong, "–" not had here.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<lockstep::sandbox::Step> steps_;
  std::map<std::string, std::map<lockstep::sandbox::Step, Row>> rows_;
};

}  // namespace hostile
