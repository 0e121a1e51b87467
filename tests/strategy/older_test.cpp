// Loads that may read older values: store buffering, two tasks that each store to a variable of
// their own and then look at the other's. Only old values give both a zero.
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <lockstep/explorer/guide.hpp>
#include <lockstep/explorer/make_strategy.hpp>
#include <lockstep/explorer/minimiser.hpp>

namespace lockstep::explorer {
namespace {

/// Each task's operations: its store, its load.
class StoreBuffering {
 public:
  /// What the loads read: "00", "01", "10" or "11"; empty if the execution was abandoned.
  std::string run(Strategy& strategy) {
    steps_.clear();
    candidates_.clear();
    done_ = {};
    stored_at_ = {};
    read_ = "..";
    while (done_[0] + done_[1] < 4) {
      const std::size_t first = candidates_.size();
      for (TaskId task = 0; task < 2; ++task) offer(task);
      const std::span<const Candidate> offered(candidates_.data() + first,
                                               candidates_.size() - first);
      const std::size_t at = strategy.choose(offered, steps_);
      if (at >= offered.size()) {
        read_.clear();
        break;
      }
      const Candidate chosen = offered[at];
      steps_.push_back({chosen.choice, chosen.operation, true, static_cast<std::uint32_t>(first),
                        static_cast<std::uint32_t>(offered.size())});
      carry_out(chosen.choice);
    }
    return read_;
  }

  [[nodiscard]] Execution execution(bool failed = false) const {
    return {steps_, candidates_, {}, read_.empty() ? End::abandoned : End::finished, failed, false};
  }

 private:
  void offer(TaskId task) {
    if (done_[task] == 2) return;
    const bool stores = done_[task] == 0;
    Operation operation;
    operation.kind = stores ? Kind::store : Kind::load;
    operation.first = {stores ? task + 1U : 2U - task, stores ? Use::write : Use::read};
    candidates_.push_back({{task, false}, operation});
    if (stores || done_[1 - task] == 0) return;
    candidates_.push_back({{task, false, 1}, operation, stored_at_[1 - task]});
  }

  void carry_out(Choice choice) {
    const TaskId task = choice.task;
    if (done_[task]++ == 0) {
      stored_at_[task] = static_cast<std::uint32_t>(steps_.size() - 1);
    } else {
      read_[task] = done_[1 - task] > 0 && choice.older == 0 ? '1' : '0';
    }
  }

  std::array<int, 2> done_{};
  std::array<std::uint32_t, 2> stored_at_{};
  std::string read_;
  std::vector<Step> steps_;
  std::vector<Candidate> candidates_;
};

struct Explored {
  std::set<std::string> outcomes;
  int executions = 0;
  Claim claim;
};

Explored explore(report::StrategyName name, int most = 1000) {
  StoreBuffering program;
  const auto strategy = make_strategy(name);
  Explored explored;
  while (explored.executions < most && strategy->begin()) {
    ++explored.executions;
    if (std::string read = program.run(*strategy); !read.empty()) explored.outcomes.insert(read);
    strategy->end(program.execution());
  }
  explored.claim = strategy->claim();
  return explored;
}

const std::set<std::string> kAll{"00", "01", "10", "11"};

TEST(OlderValues, EverythingAndDporFindTheSameOutcomes) {
  EXPECT_EQ(explore(report::StrategyName::everything).outcomes, kAll);
  const Explored dpor = explore(report::StrategyName::dpor);
  EXPECT_EQ(dpor.outcomes, kAll);
  EXPECT_EQ(dpor.claim.coverage, Coverage::all);
}

TEST(OlderValues, DporLeavesOutWhatAnotherInterleavingGives) {
  const Explored dpor = explore(report::StrategyName::dpor);
  // One load before the other's store, either way round, or both after: and of these an old value
  // only where the store that overwrote it has to come before the load.
  EXPECT_EQ(dpor.claim.classes, 5U);
  EXPECT_LT(dpor.executions, explore(report::StrategyName::everything).executions);
}

TEST(OlderValues, RandomStrategiesReadThemNowAndThen) {
  EXPECT_EQ(explore(report::StrategyName::random, 300).outcomes, kAll);
  const Explored pct = explore(report::StrategyName::pct, 300);
  EXPECT_TRUE(pct.outcomes.contains("00"));
  EXPECT_EQ(pct.claim.coverage, Coverage::none);
}

TEST(OlderValues, CountAsPreemptions) {
  StoreBuffering program;
  const auto bounded = make_strategy(report::StrategyName::bounded, {.preemptions = 0});
  std::set<std::string> outcomes;
  while (bounded->begin()) {
    outcomes.insert(program.run(*bounded));
    bounded->end(program.execution());
  }
  EXPECT_EQ(outcomes, (std::set<std::string>{"01", "10"}));
}

TEST(OlderValues, AreReplayedAndMinimised) {
  StoreBuffering program;
  const std::vector<Choice> schedule{{0, false}, {1, false}, {1, false, 1}, {0, false, 1}};
  Guide guide(schedule);
  ASSERT_TRUE(guide.begin());
  EXPECT_EQ(program.run(guide), "00");
  EXPECT_FALSE(guide.diverged());
  Minimiser minimiser(program.execution(true), 50);
  while (minimiser.begin()) {
    const bool failed = program.run(minimiser) == "00";
    minimiser.end(program.execution(failed));
  }
  EXPECT_EQ(minimiser.preemptions(), 1U);
  int old = 0;
  for (const Choice& choice : minimiser.best()) old += choice.older != 0 ? 1 : 0;
  EXPECT_EQ(old, 1);
}

}  // namespace
}  // namespace lockstep::explorer
