// What `grade explore` is asked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <lockstep/explore/flags.hpp>
#include <lockstep/explorer/report.hpp>

namespace lockstep::explore {

namespace fs = std::filesystem;

struct Job {
  std::vector<fs::path> files;
  Flags flags;
  std::string compiler;                // for C++, and its sibling for C; empty: g++ and gcc
  std::vector<std::string> arguments;  // of the program
  explorer::report::Request request;
  /// They end a hang. What an exploration may take is bounded by runs and steps, which do not
  /// depend on the machine.
  std::chrono::milliseconds wall{120'000};
  std::uint64_t memory_bytes = std::uint64_t{2} << 30U;
  bool debug = false;  // full debug information
  std::string again;   // the options and files as typed, quoted for a shell, without --replay
};

}  // namespace lockstep::explore
