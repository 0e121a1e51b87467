// How many processors this process and all that it starts may use: as many as it has jobs.
//
// `--jobs 1` leaves the other processors to whoever works on the machine, and does not gain from
// them. Processors that another Lockstep process took this way are not taken again, so that two
// batches side by side do not share one; where too few are left, nothing is limited.
//
// With a fixed placement each job has one of them, as far as there are as many: what a job starts
// stays there. A batch that keeps all processors busy gains from it, since nothing has to leave its
// caches behind; a single grading would lose, whose few jobs could all come to lie where others
// work.
//
// THREADS  limits the thread that constructs it, and what that thread starts from then on.
#pragma once

#include <vector>

namespace lockstep::session {

enum class Placement { anywhere, fixed };

/// Limits the calling thread, and what it starts from then on. -1: changes nothing. No error: a
/// kernel that refuses leaves everything as it is. Async-signal-safe.
void stay_on(int processor) noexcept;

class Processors {
 public:
  /// No error: a kernel that refuses leaves everything as it is.
  explicit Processors(unsigned jobs, Placement placement = Placement::anywhere);
  ~Processors();
  Processors(const Processors&) = delete;
  Processors& operator=(const Processors&) = delete;

  /// The one of a job, from 0 on; -1: any.
  [[nodiscard]] int of(unsigned job) const noexcept;

 private:
  void limit(unsigned jobs);
  void place(unsigned jobs);
  void give_back() noexcept;

  std::vector<int> places_;  // of each job; empty: anywhere
  std::vector<int> claims_;  // sockets whose names say which processor is taken
};

}  // namespace lockstep::session
