#include "single_exports.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/export/formats.hpp>
#include <lockstep/verdict/printable.hpp>

#include "commands.hpp"

namespace lockstep::cli {
namespace {

const std::vector<std::string> of_a_result{"classroom50", "csv", "gradescope", "junit", "sarif"};
const std::vector<std::string> of_batches_only{"canvas", "html", "json", "jplag", "moodle"};

bool among(const std::string& word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

[[noreturn]] void refuse(const std::string& format, const std::vector<std::string>& known) {
  if (format == "json") throw UsageError("--export json: --json FILE writes it");
  if (among(format, of_batches_only)) {
    throw UsageError(fmt::format(
        "--export {0}: this is about many students; grade batch export {0} writes it", format));
  }
  const auto meant = catalogue::nearest(format, known);
  throw UsageError(fmt::format("--export: unknown format '{}'; {}", verdict::printable(format),
                               meant ? fmt::format("did you mean '{}'?", *meant)
                                     : fmt::format("there are {}", fmt::join(known, ", "))));
}

std::vector<SingleExport> read(const std::vector<std::string>& texts,
                               const std::vector<std::string>& known) {
  std::vector<SingleExport> all;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    const std::string format = text.substr(0, equals);
    if (!among(format, known)) refuse(format, known);
    if (equals == std::string::npos || equals + 1 == text.size()) {
      throw UsageError(
          fmt::format("--export {0}: which file? --export {0}=results.{0} names one", format));
    }
    all.push_back({format, text.substr(equals + 1)});
  }
  return all;
}

/// What Classroom 50's runner tells an autograder.
exports::Classroom50Stamps stamps_of_runner() {
  const auto told = [](const char* variable) {
    const char* value = std::getenv(variable);
    return std::string(value == nullptr ? "" : value);
  };
  exports::Classroom50Stamps stamps;
  stamps.classroom = told("CLASSROOM");
  stamps.assignment = told("ASSIGNMENT");
  stamps.submission = told("SUBMISSION_TAG");
  stamps.commit = told("COMMIT_URL");
  stamps.release = told("RELEASE_URL");
  stamps.review = told("REVIEW_URL");
  if (stamps.review.empty()) stamps.review = stamps.commit;
  return stamps;
}

std::string text_of(const std::string& format, const exports::Entry& entry) {
  if (format == "gradescope") return exports::gradescope(entry);
  if (format == "classroom50") return exports::classroom50(entry, stamps_of_runner());
  const judge::Result& result = *entry.result;
  const exports::Class only{{result.exercise, result.title, result.max_score}, {entry}};
  if (format == "junit") return exports::junit(only);
  if (format == "sarif") return exports::sarif(only, LOCKSTEP_VERSION);
  return exports::csv(only);
}

}  // namespace

std::vector<SingleExport> read_single_exports(const std::vector<std::string>& texts) {
  return read(texts, of_a_result);
}

std::vector<SingleExport> read_exploration_exports(const std::vector<std::string>& texts) {
  return read(texts, {"sarif"});
}

void write_single_exports(const std::vector<SingleExport>& all, const judge::Result& result) {
  if (all.empty()) return;
  const exports::Entry entry = exports::single(result);
  for (const SingleExport& each : all) {
    if (each.format == "classroom50" && !entry.points()) {
      std::error_code ignored;  // there may be none
      std::filesystem::remove(each.file, ignored);
      say(fmt::format("{} is not written: there is no grade, and a score of 0 would be one",
                      verdict::printable(each.file)));
      continue;
    }
    write_file(each.file, text_of(each.format, entry));
  }
}

void write_exploration_exports(const std::vector<SingleExport>& all, const std::string& json) {
  for (const SingleExport& each : all) {
    write_file(each.file, exports::sarif_of_exploration(json, LOCKSTEP_VERSION));
  }
}

}  // namespace lockstep::cli
