#include "chunks.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lockstep::batch {
namespace {

// A submission takes about a second of one processor.
constexpr std::size_t kMost = 100;
constexpr std::size_t kLeast = 8;
constexpr std::size_t kMostBlindly = 24;
constexpr std::size_t kMostTasks = 1000;  // Slurm's own limit unless its administrator raised it

std::size_t divided_up(std::size_t number, std::size_t by) { return (number + by - 1) / by; }

std::size_t suitable_tasks(std::size_t contents, std::size_t places) {
  if (places == 0) return divided_up(contents, kMostBlindly);
  const std::size_t turns = divided_up(contents, places * kMost);
  return std::min(places * turns, divided_up(contents, kLeast));
}

}  // namespace

std::size_t number_of_tasks(std::size_t contents, std::size_t places, std::size_t most) {
  const std::size_t tasks =
      most > 0 ? divided_up(contents, most) : suitable_tasks(contents, places);
  return std::min(tasks, kMostTasks);
}

std::vector<std::vector<std::string>> dealt_out(std::vector<Weighed> contents, std::size_t tasks) {
  std::sort(contents.begin(), contents.end(), [](const Weighed& a, const Weighed& b) {
    return std::tie(a.bytes, a.content) < std::tie(b.bytes, b.content);
  });
  std::vector<std::vector<std::string>> hands(tasks);
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const std::size_t at = i % tasks;
    const bool back = i / tasks % 2 == 1;
    hands[back ? tasks - 1 - at : at].push_back(std::move(contents[i].content));
  }
  return hands;
}

}  // namespace lockstep::batch
