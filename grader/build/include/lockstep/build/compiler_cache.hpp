// What compilers made before, by everything that they saw: the same file is not compiled twice.
//
// A convenience and not a store: whatever goes wrong with it is as if the entry were not there.
// Only what a compiler made without an error is kept, with the warnings; policies judge it anew
// each time. Nothing that runs in the sandbox can reach the folder.
//
// THREADS AND PROCESSES  any number may use one folder at once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <lockstep/sandbox/sandbox.hpp>

namespace lockstep::build {

class CompilerCache {
 public:
  /// $LOCKSTEP_CACHE, else $XDG_CACHE_HOME/lockstep, else $HOME/.cache/lockstep. A folder that
  /// belongs to somebody else, or where others may write, is not used; an empty LOCKSTEP_CACHE
  /// means none.
  [[nodiscard]] static CompilerCache of_this_user();

  explicit CompilerCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// As Sandbox::run, or what it gave for the same program before: ending, errors and collected
  /// files are those of then, the other facts are empty.
  [[nodiscard]] sandbox::Facts run(sandbox::Sandbox& sandbox, const sandbox::Program& program,
                                   const sandbox::Limits& limits) const;

 private:
  [[nodiscard]] std::optional<sandbox::Facts> find(const std::string& key) const;
  void keep(const std::string& key, const sandbox::Facts& facts) const;

  std::filesystem::path folder_;  // empty: none
};

/// Names all that `program` reads: its arguments, the files that are mounted for it, and the
/// packages of the machine. Empty where that is too much to look through. Not a secret, no address
/// of a host.
[[nodiscard]] std::string cache_key(const sandbox::Program& program);

}  // namespace lockstep::build
