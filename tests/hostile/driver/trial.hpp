// Runs or compiles one hostile program at one step of the ladder, and looks around afterwards.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <lockstep/build/compile.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/sandbox/sandbox.hpp>

#include "expectation.hpp"
#include "world.hpp"

namespace hostile {

struct Outcome {
  std::string expected;
  std::string observed;             // in the words of an expectation
  std::vector<std::string> faults;  // whatever else was wrong; empty: as it must be

  [[nodiscard]] bool good() const { return observed == expected && faults.empty(); }
};

/// Needs its own world, since it looks for what is left in it.
class Bench {
 public:
  /// Throws SandboxError where this machine does not have the step.
  Bench(const World& world, const Places& places, lockstep::sandbox::Step step,
        lockstep::catalogue::Exercise exercise, Words words);

  [[nodiscard]] Outcome run(const Expectation& expectation);
  [[nodiscard]] Outcome compile(const Expectation& expectation);

 private:
  [[nodiscard]] lockstep::sandbox::Program program(const Expectation& expectation) const;
  [[nodiscard]] std::string observed_run(const Expectation& expectation, Outcome& outcome);
  [[nodiscard]] std::string observed_compilation(const Expectation& expectation, Outcome& outcome);
  void wait_for_rest();
  void look_around(const Footprint& before, Outcome& outcome);
  void run_a_clean_one(Outcome& outcome);

  const World& world_;
  Places places_;
  lockstep::sandbox::Sandbox sandbox_;
  lockstep::catalogue::Exercise exercise_;
  Words words_;
};

}  // namespace hostile
