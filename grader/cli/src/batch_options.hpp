// The command line of `grade batch`, read apart from those of the other commands.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <lockstep/export/sheets.hpp>
#include <lockstep/intake/intake.hpp>
#include <lockstep/store/ledger.hpp>

namespace lockstep::cli {

/// With `--engine slurm`
struct ClusterOptions {
  std::size_t chunk = 0;             // submissions in one task of an array at most; 0: as suits
  unsigned cpus = 2;                 // of one task
  std::vector<std::string> options;  // passed on to sbatch
  bool resume = false;
};

/// `grade batch <exercise> <folder>`
struct BatchOptions {
  std::string exercise;
  std::string submissions;
  std::filesystem::path out;
  intake::Options intake;
  store::Counts counts = store::Counts::latest;
  store::Work work;
  std::string engine = "local";
  ClusterOptions cluster;
  bool unsafe_no_sandbox = false;
  unsigned jobs = 1;
};

/// `grade batch show|diff|apply|discard --out FOLDER`
struct BatchDecisionOptions {
  enum class What { show, diff, apply, discard } what = What::show;
  std::filesystem::path out;
  std::vector<std::string> students;  // empty: all
  std::optional<std::string> json;    // of show; "-" is standard output
};

/// `grade batch override <student> --points N --by NAME --reason TEXT --out FOLDER`
struct BatchOverrideOptions {
  std::filesystem::path out;
  std::string student;
  std::optional<int> points;  // none: taken back
  std::string by;
  std::string reason;
};

/// `grade batch export <format>`
struct BatchExportOptions {
  std::string format;  // a known one
  std::string out;     // the batch's folder
  std::string to;      // file, folder, or "-" for standard output
  std::optional<std::string> sheet;
  std::string column;  // of Canvas; empty: made from the exercise's title
  exports::MoodleColumns moodle;
  std::string classroom;
  std::string assignment;
};

/// `grade batch work`: one task of an array. Nobody types this.
struct BatchWorkOptions {
  std::string exercise;
  std::filesystem::path folder;
  std::filesystem::path chunk;
  bool unsafe_no_sandbox = false;
  unsigned jobs = 1;
};

struct BatchHelp {
  std::string text;
};

using AnyBatchOptions = std::variant<BatchOptions, BatchDecisionOptions, BatchOverrideOptions,
                                     BatchExportOptions, BatchWorkOptions, BatchHelp>;

/// What stands behind "batch". Throws UsageError.
[[nodiscard]] AnyBatchOptions read_batch_options(const std::vector<std::string>& arguments);

}  // namespace lockstep::cli
