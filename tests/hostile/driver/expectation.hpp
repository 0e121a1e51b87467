// What a hostile program says of itself in its first lines:
//
//   // expect: cpu-limit
//   // at C: exit 1; a folder has no quota there      a documented exception, and why
//   // limits: cpu=400ms wall=2s memory=64M tasks=24 output=64K file=1M tmp=8M
//   // arguments: @SECRET@
//   // collect: nothing                               what the grader gets to read of /tmp/result
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <lockstep/sandbox/program.hpp>

namespace hostile {

struct Expectation {
  std::string name;    // of the program, without folder and ".cpp"
  std::string source;  // the whole file
  std::string ending;  // "exit 0", "signal 9", "cpu-limit" …
  std::string at_c;    // the same at step C where it is an exception
  std::string reason;  // of the exception
  std::vector<std::string> arguments;
  std::string collect;  // "", "nothing" or the name of the file
  lockstep::sandbox::Limits limits;

  [[nodiscard]] const std::string& at(lockstep::sandbox::Step step) const;
};

/// Throws std::runtime_error for a line that means nothing: such a test could not fail.
[[nodiscard]] Expectation read_expectation(const std::filesystem::path& file);

/// Every program of a folder, by name.
[[nodiscard]] std::vector<Expectation> read_expectations(const std::filesystem::path& folder);

using Words = std::map<std::string, std::string>;

/// "@HOME@" and its like in `text`, replaced.
[[nodiscard]] std::string with_words(std::string text, const Words& words);

}  // namespace hostile
