// Grades what a ledger says is to be graded, so many at a time, and puts each result into it at
// once.
//
// The store is the only memory: when this process ends, however it does, what was graded is there,
// and the next run asks the ledger what is left. Only so many submissions are in memory at once.
//
// THREADS  belongs to the workshop's loop.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>
#include <lockstep/session/workshop.hpp>
#include <lockstep/store/standing.hpp>

namespace lockstep::batch {

/// Going on would only make more faults. what() names the place and the next step.
class BatchStopped : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Progress {
  std::size_t done = 0;
  std::size_t of = 0;
  std::size_t faults = 0;
};

struct Job {
  const catalogue::Exercise* exercise = nullptr;  // must outlive the job
  std::vector<std::string> contents;              // each once
  std::size_t at_once = 1;                        // submissions under way
  std::function<std::vector<store::SourceText>(const std::string& content)> sources;
  std::function<void(const std::string& content, const judge::Result& result)> keep;
  std::function<void(const Progress&)> watch;
};

/// MiB that a workshop takes at most for each submission that it works on at the same time.
[[nodiscard]] std::uint64_t memory_for_one(const catalogue::Exercise& exercise);

/// Starts; the work is done while the workshop's loop runs, from which BatchStopped may come, and
/// what `sources` and `keep` throw. After that the workshop is only good for abandon().
void grade(session::Workshop& workshop, Job job);

}  // namespace lockstep::batch
