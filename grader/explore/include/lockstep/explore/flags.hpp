// Options for the compiler among the arguments of `grade explore`.
#pragma once

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace lockstep::explore {

struct IncludeFolder {
  std::string option;  // "-I", "-isystem", "-iquote"
  std::filesystem::path folder;
};

struct Flags {
  std::vector<std::string> both;  // for C and C++
  std::string c_standard;         // "-std=c11"; empty: none given
  std::string cpp_standard;
  std::vector<IncludeFolder> include;
  std::vector<std::string> libraries;  // "-lm"
};

/// An option that cannot be meant. what() says why, and what to do instead.
class WrongFlag : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Adds the option at the front of `arguments` and returns how many of them it took: 0 where it is
/// none for the compiler. Throws WrongFlag.
[[nodiscard]] std::size_t take_flag(std::span<const std::string> arguments, Flags& flags);

}  // namespace lockstep::explore
