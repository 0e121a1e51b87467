// Grades on a Slurm cluster: chunks of contents as tasks of an array, results back as files.
//
// Slurm schedules; nothing here does. What an array that is over has left ungraded (a node was
// lost, a task was killed) goes into a further array of smaller chunks; what three arrays have not
// graded is a grader fault. The array outlives this process: whoever comes next with `resume`
// merges its results.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <lockstep/batch/grading.hpp>
#include <lockstep/store/ledger.hpp>

namespace lockstep::batch {

struct ClusterJob {
  store::Ledger* ledger = nullptr;    // must outlive the job
  std::string exercise;               // as `grade` is given it
  std::vector<std::string> contents;  // each once
  store::Versions versions;
  std::filesystem::path folder;  // absolute, on a file system that all nodes share
  std::size_t chunk = 0;     // contents in a task at most; 0: as the number of free CPUs suggests
  unsigned cpus = 2;         // of a task
  std::uint64_t memory = 0;  // MiB that a task needs for each of them
  std::vector<std::string> options;  // for sbatch
  bool resume = false;
  bool unsafe_no_sandbox = false;
  std::function<void(const Progress&)> watch;
  std::function<void(const std::string&)> say;
};

struct ClusterEnd {
  int signal = 0;  // SIGINT and its like ended it, and the array goes on
  std::string array;
};

/// Returns when everything is graded, or on SIGINT, SIGTERM, SIGHUP. Throws BatchStopped where
/// Slurm does not take the array or, without `resume`, an earlier one still runs;
/// store::StoreError.
[[nodiscard]] ClusterEnd grade_on_cluster(ClusterJob job);

/// One task: grades what `chunk` lists and is not graded yet. As grade().
void grade_chunk(session::Workshop& workshop, const catalogue::Exercise& exercise,
                 const std::filesystem::path& folder, const std::filesystem::path& chunk,
                 std::size_t at_once);

}  // namespace lockstep::batch
