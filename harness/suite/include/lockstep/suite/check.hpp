// The check that is running: what it found is collected here and reported when it ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <lockstep/verdict/finding.hpp>

namespace lockstep::suite {

/// Adds a finding to the running check, which thereby fails. Matchers call it; a suite may, too.
void report(verdict::Finding finding);

/// How many interleavings were explored, for the result.
void report_exploration(std::uint64_t interleavings, bool exhausted);

/// A complaint about a value: the verdict word and the sentence that the student reads.
struct Complaint {
  verdict::Word word = verdict::Word::wrong_result;
  std::string message;
};
using Opinion = std::optional<Complaint>;

}  // namespace lockstep::suite
