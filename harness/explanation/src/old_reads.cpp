// Loads that read a value although a newer one had been stored: what no interleaving shows.
#include <algorithm>

#include <fmt/format.h>

#include "narrator.hpp"
#include "values.hpp"

namespace lockstep::explanation {
namespace {

using report::OldRead;

constexpr std::size_t kMostTold = 3;

/// " 0 from `ready`"
std::string what(const Narrator& narrator, const OldRead& read) {
  const std::string value = shown_value(read.value);
  const std::string name = narrator.variable(read.object, read.size);
  return (value.empty() ? " an old value" : " " + value) + (name.empty() ? "" : " from " + name);
}

std::string newer(const Narrator& narrator, const OldRead& read) {
  const std::string value = shown_value(read.newer);
  return fmt::format("{} had stored {} there{} before", thread_name(read.writer),
                     value.empty() ? "a newer one" : value, narrator.at(read.written_at));
}

/// What came after the finding does not explain it.
std::vector<OldRead> those_before(const report::Finding& finding) {
  std::uint32_t last = 0;
  for (const Participant& each : finding.participants) last = std::max(last, each.step);
  std::vector<OldRead> reads;
  for (const OldRead& read : finding.old_reads) {
    if (last == 0 || read.step <= last) reads.push_back(read);
  }
  return reads;
}

}  // namespace

Story story_of_old_reads(const Narrator& narrator) {
  Story story;
  const std::vector<OldRead> reads = those_before(narrator.finding());
  for (std::size_t i = 0; i < std::min(reads.size(), kMostTold); ++i) {
    const OldRead& read = reads[i];
    story.message +=
        fmt::format(" For that, {} read{}{}, although {}.", thread_name(read.task),
                    what(narrator, read), narrator.at(read.stack), newer(narrator, read));
    story.places.push_back(
        narrator.place(read.stack, thread_name(read.task) + " read an older value here"));
    story.places.push_back(
        narrator.place(read.written_at, thread_name(read.writer) + " had stored a newer one here"));
  }
  if (reads.empty()) return story;
  const bool relaxed =
      std::any_of(reads.begin(), reads.end(), [](const OldRead& read) { return read.relaxed; });
  story.message +=
      fmt::format(" A{} load may see an older value: nothing orders it after the store.",
                  relaxed ? " relaxed" : "n acquire");
  return story;
}

}  // namespace lockstep::explanation
