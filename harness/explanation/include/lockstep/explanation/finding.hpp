// A finding of the explorer in a student's words: what happened, where, who held and waited for
// what, and what to try next.
//
// Texts hold nothing that a terminal obeys: what came from the program is escaped.
//
// THREADS  plain values; no shared state.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <lockstep/explanation/place.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::explanation {

/// One that takes part. Threads are called by the order in which they were created.
struct Thread {
  std::uint32_t task = 0;
  std::string name;      // "main", "thread 2"
  std::string function;  // that it runs; empty where it is not known
  Place created;         // of no meaning for main

  bool operator==(const Thread&) const = default;
};

struct Explanation {
  report::FindingKind kind = report::FindingKind::data_race;
  std::string headline;  // "data race"
  std::string message;
  std::string advice;
  std::vector<Place> places;
  std::vector<Thread> threads;
  std::string replay;             // id of its schedule; may be empty
  std::uint64_t first_found = 0;  // number of the execution, from 1
  std::uint32_t preemptions = 0;  // that its schedule needs
};

/// `report` must have passed check(), and `finding` be one of its findings.
[[nodiscard]] Explanation explain(const report::Finding& finding, const report::Report& report,
                                  const Resolved& resolved);

/// Of every finding, the gravest first; of several about the same lines only one.
[[nodiscard]] std::vector<Explanation> explain(const report::Report& report,
                                               const Resolved& resolved);

[[nodiscard]] verdict::Finding to_verdict(const Explanation& explanation);

/// "main", "thread 1", …
[[nodiscard]] std::string thread_name(std::uint32_t task);

}  // namespace lockstep::explanation
