// Rules about what each worker did, as the recorder of harness/explorer saw it.
#include <lockstep/suite/matchers.hpp>

#include <algorithm>

namespace lockstep::suite {

namespace {

using explorer::activity::Activity;
using explorer::activity::TaskActivity;
using verdict::Finding;
using verdict::Word;

std::vector<TaskActivity> workers_of(const Activity& activity) {
  std::vector<TaskActivity> workers;
  for (const TaskActivity& task : activity.tasks) {
    if (task.task != 0 && task.creator >= 0) workers.push_back(task);  // no library's own threads
  }
  return workers;
}

Finding not_shared(const Exploration& exploration, std::uint64_t writes, std::uint64_t times) {
  return {Word::not_shared,
          exploration.call + ": a worker changed the counter that all of them share " +
              std::to_string(writes) + " times; each of its " + std::to_string(times) +
              " increments should do so.",
          "Adding up privately and handing in a subtotal gives the right number, but nothing is "
          "shared while the work is done.",
          {}};
}

Finding serialised(const Exploration& exploration, const TaskActivity& worker) {
  Finding finding{Word::serialised,
                  exploration.call + ": a worker kept the lock for all its increments, so that "
                                         "the workers ran one after the other.",
                  "Take the lock for one increment, and release it again.",
                  {}};
  verdict::Place place = place_of_code(worker.shared_write_pc);
  if (place.line != 0) {
    place.role = "counted here, with the lock kept from first to last";
    finding.places.push_back(std::move(place));
  }
  return finding;
}

}  // namespace

ExplorationRule WorkedOnOneLocation(std::size_t workers, std::uint64_t times) {
  return {"worked on one location", [=](const Exploration& exploration) -> std::vector<Finding> {
            const Activity& activity = exploration.activity;
            if (exploration.failure || activity.overflowed) return {};
            std::uint64_t least = workers == 0 ? times : ~std::uint64_t{0};
            for (const TaskActivity& worker : workers_of(activity)) {
              least = std::min(least, worker.shared_writes);
            }
            if (workers_of(activity).size() < workers) least = 0;
            if (least >= times) return {};
            return {not_shared(exploration, least, times)};
          }};
}

ExplorationRule LetOthersInBetween() {
  return {"let others in between", [](const Exploration& exploration) -> std::vector<Finding> {
            for (const TaskActivity& worker : workers_of(exploration.activity)) {
              if (worker.serialised) return {serialised(exploration, worker)};
            }
            return {};
          }};
}

}  // namespace lockstep::suite
