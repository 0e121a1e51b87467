// A selectively uniform random walk: of one shared object, drawn anew for each execution, every
// order of its uses is about equally likely, however unevenly the tasks' other work is spread.
//
// How often each task uses the object is taken from an earlier execution. The task that uses it
// next is drawn by how many uses each has left; the others run freely, but stop in front of the
// object. Finds bugs that need one task first among many. H. Zhao et al., "Selectively Uniform
// Concurrency Testing", ASPLOS 2025.
//
// Without shared objects it is a uniform walk. It never has nothing left to do.
#pragma once

#include <cstdint>
#include <vector>

#include "profile.hpp"
#include "walk.hpp"

namespace lockstep::explorer {

class Surw final : public Walk {
 public:
  Surw(std::uint64_t seed, const Profile& profile) noexcept : Walk(seed), profile_(profile) {}
  [[nodiscard]] bool begin() override;
  [[nodiscard]] std::size_t choose(std::span<const Candidate> candidates,
                                   std::span<const Step> steps) override;

 private:
  [[nodiscard]] bool uses_it(const Operation& operation) const noexcept;
  void draw_next();
  void used_by(TaskId task);

  const Profile& profile_;
  std::uint64_t object_ = 0;
  bool selective_ = false;
  std::vector<Profile::Count> left_;
  std::uint32_t left_sum_ = 0;
  TaskId next_ = kNobody;  // who uses the object next
  std::vector<std::uint32_t> free_;
  std::vector<std::uint32_t> waiting_;
};

}  // namespace lockstep::explorer
