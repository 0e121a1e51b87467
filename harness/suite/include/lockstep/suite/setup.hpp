// What `grade` tells a suite at its start, as one JSON object on standard input.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <lockstep/sandbox/program.hpp>

namespace lockstep::suite {

struct Setup {
  std::string check;    // the one check to run
  int sandbox = -1;     // inherited descriptor: connection of the sandbox, see sandbox.hpp
  std::string native;   // paths of the programs made from the submission
  std::string explored;
  std::string recorded;
  std::string race;
  bool cross_check = false;  // ask ThreadSanitizer even where the explorer has decided
  std::string replay;        // id of an interleaving that is to be shown; may be empty
  std::uint64_t seed = 0;
  sandbox::Step step = sandbox::Step::namespaces;
  sandbox::Limits limits;
};

[[nodiscard]] std::string to_json(const Setup& setup);

/// Throws std::runtime_error that names the key that is missing or of the wrong type.
[[nodiscard]] Setup setup_from_json(std::string_view text);

}  // namespace lockstep::suite
