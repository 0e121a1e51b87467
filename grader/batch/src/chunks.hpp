// How a cluster's array is cut into tasks. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lockstep::batch {

/// How many tasks an array of so many contents has.
///
/// `most` is the most contents for one task; 0 leaves it to the number of `places`, tasks that can
/// begin at once (0: not known). A task that has to wait until another one is over begins up to
/// three seconds late, as Slurm is set up by default, and its node idles meanwhile. So there are as
/// many tasks as places, or a multiple of them where a task would last longer than a few minutes,
/// and fewer where it would be over in seconds.
[[nodiscard]] std::size_t number_of_tasks(std::size_t contents, std::size_t places,
                                          std::size_t most);

struct Weighed {
  std::string content;
  std::size_t bytes = 0;  // of its sources
};

/// Contents for each of so many tasks; their numbers differ by one at most. Those of about the same
/// size take about the same time (many differ in little), so they are dealt out in the order of
/// their sizes, there and back again.
[[nodiscard]] std::vector<std::vector<std::string>> dealt_out(std::vector<Weighed> contents,
                                                              std::size_t tasks);

}  // namespace lockstep::batch
