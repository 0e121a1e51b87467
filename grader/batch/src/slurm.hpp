// What is asked of Slurm and told to it, by its own programs: sbatch, squeue, sinfo. Each call
// blocks for as long as they take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::batch {

struct Array {
  std::string name;
  std::size_t tasks = 0;
  unsigned cpus = 1;             // of a task
  std::uint64_t memory = 0;      // MiB for each of them; 0: as Slurm is set up
  std::filesystem::path output;  // the folder for what tasks print
  std::string command;           // for a shell; $SLURM_ARRAY_TASK_ID tells which task
};

struct Room {
  std::size_t places = 0;  // tasks of so many CPUs that could begin at once; 0: none, or not known
  std::uint64_t memory = 0;  // MiB of the node that has least, as Slurm knows it; 0: not known

  bool operator==(const Room&) const = default;
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

  /// As far as sinfo tells, for the options' partition and nodes.
  [[nodiscard]] Room room(unsigned cpus) const;

  /// Whether the caller's own options say how much memory a task gets.
  [[nodiscard]] bool memory_is_told() const;

 private:
  std::vector<std::string> options_;
};

/// The value of `--name=VALUE`, `--name VALUE`, `-xVALUE` or `-x VALUE` among sbatch's options; the
/// last one counts. Empty: there is none.
[[nodiscard]] std::string option_value(const std::vector<std::string>& options,
                                       std::string_view name, char letter);

/// What sinfo prints for "%N|%P|%C|%T|%m", a line for each node and partition, as room for tasks of
/// so many CPUs in `partition` (empty: the default one).
[[nodiscard]] Room room_in(const std::string& listing, const std::string& partition, unsigned cpus);

}  // namespace lockstep::batch
