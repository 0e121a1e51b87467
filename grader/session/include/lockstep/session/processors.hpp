// How many processors this process and all that it starts may use: as many as it has jobs.
//
// `--jobs 1` leaves the other processors to whoever works on the machine, and does not gain from
// them. Processors that another Lockstep process took this way are not taken again, so that two
// batches side by side do not share one; where too few are left, nothing is limited.
//
// THREADS  limits the thread that constructs it, and what that thread starts from then on.
#pragma once

#include <vector>

namespace lockstep::session {

class Processors {
 public:
  /// No error: a kernel that refuses leaves everything as it is.
  explicit Processors(unsigned jobs);
  ~Processors();
  Processors(const Processors&) = delete;
  Processors& operator=(const Processors&) = delete;

 private:
  void give_back() noexcept;

  std::vector<int> claims_;  // sockets whose names say which processor is taken
};

}  // namespace lockstep::session
