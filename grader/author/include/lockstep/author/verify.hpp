// `grade verify`: stubs fail, solutions pass, and every mutant fails by its named check with its
// named verdict.
//
// THREADS  belongs to the thread that runs the workshop's loop.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include <lockstep/author/section.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/session/workshop.hpp>

namespace lockstep::author {

struct Verification {
  std::vector<catalogue::Exercise> exercises;
  std::filesystem::path solutions;
  unsigned runs = 5;                                 // of each solution
  bool every_mutant = true;                          // or one for each check and verdict
  std::size_t at_once = 3;                           // submissions compiled and not yet finished
  std::function<void(const Section&)> section_done;  // in the order of the exercises
  std::function<void(std::size_t done, std::size_t of)> watch;
};

/// Starts everything on the workshop's loop and returns at once.
void verify(session::Workshop& workshop, Verification what);

}  // namespace lockstep::author
