// What is asked of Slurm and told to it, by its own programs: sbatch, squeue, sinfo. Each call blocks for as
// long as they take.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace lockstep::batch {

struct Array {
  std::string name;
  std::size_t tasks = 0;
  unsigned cpus = 1;             // of a task
  std::filesystem::path output;  // the folder for what tasks print
  std::string command;           // for a shell; $SLURM_ARRAY_TASK_ID tells which task
};

class Slurm {
 public:
  /// `options` are the caller's for sbatch.
  explicit Slurm(std::vector<std::string> options) : options_(std::move(options)) {}

  /// Returns the array's number. Throws BatchStopped where Slurm does not take it.
  [[nodiscard]] std::string submit(const Array& array) const;

  enum class State { active, over, no_answer };
  struct Answer {
    State state = State::no_answer;
    std::string error;
  };
  /// Throws BatchStopped where there is no Slurm.
  [[nodiscard]] Answer ask(const std::string& array) const;

  /// How many tasks of so many CPUs could begin at once, as far as sinfo tells for the options' partition and
  /// nodes. 0: none, or not known.
  [[nodiscard]] std::size_t free_places(unsigned cpus) const;

 private:
  std::vector<std::string> options_;
};

/// The value of `--name=VALUE`, `--name VALUE`, `-xVALUE` or `-x VALUE` among sbatch's options; the last one
/// counts. Empty: there is none.
[[nodiscard]] std::string option_value(const std::vector<std::string>& options,
                                       std::string_view name, char letter);

/// What sinfo prints for "%N|%P|%C|%T", a line for each node and partition, as places for tasks of so many CPUs
/// in `partition` (empty: the default one).
[[nodiscard]] std::size_t places_in(const std::string& listing, const std::string& partition,
                                    unsigned cpus);

}  // namespace lockstep::batch
