// The command line of `grade`, read and checked. Does nothing that it asks for.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <lockstep/explore/job.hpp>

#include "batch_options.hpp"

namespace lockstep::cli {

/// `--export FORMAT=FILE`
struct SingleExport {
  std::string format;  // a known one
  std::string file;
};

/// `grade <exercise> [file or folder]`
struct GradeOptions {
  std::string exercise;
  std::optional<std::string> path;
  std::vector<std::string> checks;  // empty: all
  std::optional<std::string> json;  // "-" is standard output
  std::vector<SingleExport> exports;
  bool stable = false;
  bool cross_check = false;        // ask ThreadSanitizer as well
  bool unsafe_no_sandbox = false;  // step D will do where there is no other
  unsigned jobs = 1;
};

/// `grade list`
struct ListOptions {};

/// `grade verify [exercise]`
struct VerifyOptions {
  std::optional<std::string> exercise;
  bool quick = false;   // each solution once
  bool sample = false;  // of the mutants one for each check and verdict
  bool unsafe_no_sandbox = false;
  unsigned jobs = 1;
};

/// `grade explore <file>… [-- arguments]`
struct ExploreOptions {
  explore::Job job;
  std::optional<std::string> json;  // "-" is standard output
  std::optional<std::string> html;  // of a replay
  std::vector<SingleExport> exports;
  bool stable = false;
  bool debugger = false;
};

/// `grade replay <exercise> <id> [file or folder]`
struct ReplayOptions {
  std::string exercise;
  std::string check;  // empty: all of them are looked through
  std::string id;
  std::optional<std::string> path;
  std::optional<std::string> json;  // "-" is standard output
  std::optional<std::string> html;
  unsigned jobs = 1;
};

/// `grade doctor`
struct DoctorOptions {
  std::optional<std::string> json;  // "-" is standard output
};

/// `grade bundle gradescope <exercise>`
struct BundleOptions {
  std::string exercise;
  std::string to;  // empty: a name made from the exercise's
  bool unsafe_no_sandbox = false;
};

/// `--help`, `--version`
struct Say {
  std::string text;
};

using Options = std::variant<GradeOptions, ListOptions, VerifyOptions, DoctorOptions,
                             ExploreOptions, ReplayOptions, BundleOptions, AnyBatchOptions, Say>;

/// The user's fault; what() says what was probably meant.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[nodiscard]] Options read_command_line(int argc, const char* const* argv);

/// "did you mean 'list'?" where `word` looks like one of the commands, else empty.
[[nodiscard]] std::string command_meant_by(const std::string& word);

}  // namespace lockstep::cli
