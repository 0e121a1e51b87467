// One interleaving as a picture: an HTML file with a lane for each thread, one row for each step,
// the lines of code where a thread or a line follows another, and what takes part in the finding
// marked.
//
// Pure: the same replay gives the same bytes. Asks no network, has no script, and everything that
// students wrote is escaped.
//
// THREADS  replay_html() may be called from several threads at once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <lockstep/explanation/lanes.hpp>

namespace lockstep::page {

/// Refers to its parts: they must outlive it.
struct ReplayPicture {
  std::string title;  // "ex3 threads.no-race:5c1f9a"
  const std::vector<explanation::Explanation>& findings;
  const explanation::Lanes& lanes;
  /// Line `line` of a file that is shown under this name; may be empty.
  std::function<std::string(const std::string& file, int line)> source_line;
};

[[nodiscard]] std::string replay_html(const ReplayPicture& picture);

}  // namespace lockstep::page
