// Hidden suite of ex5. Trusted; never compiled or run together with student code.
#include <lockstep/suite/suite.hpp>

#include <limits>
#include <set>

#include "producer_consumer.hpp"
#include "queue_script.hpp"

// Played by the driver in entry.cpp; declared here for its type only.
namespace ex5 {
std::vector<std::vector<StepResult>> queue_script(std::size_t capacity,
                                                  std::vector<std::vector<Step>> tasks);
}

namespace {

using namespace lockstep::suite;
using namespace ex5::script;
using ex5::StepResult;
using lockstep::verdict::Word;
using Tasks = std::vector<std::vector<ex5::Step>>;
using Results = std::vector<std::vector<StepResult>>;
using Items = std::vector<std::vector<int>>;

const auto queue_script = LOCKSTEP_STUDENT(ex5::queue_script);
const auto run_with_threads = LOCKSTEP_STUDENT(ex5::run_with_threads);
const auto run_with_processes = LOCKSTEP_STUDENT(ex5::run_with_processes);

Complaint wrong(std::string message) { return {Word::wrong_result, std::move(message)}; }

std::string describe(const ex5::Step& step) {
  using Kind = ex5::Step::Kind;
  switch (step.kind) {
    case Kind::put: return "put(" + show(step.item) + ")";
    case Kind::get: return "get()";
    case Kind::close: return "close()";
    default: return {};
  }
}

/// "Thread 1: put(3), close(), get()": the script as the student reads it.
std::string describe(std::size_t capacity, const Tasks& tasks) {
  std::string text = "a queue with capacity " + show(capacity);
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    std::string line;
    for (const ex5::Step& step : tasks[t]) {
      const std::string one = describe(step);
      if (!one.empty()) line += (line.empty() ? "" : ", ") + one;
    }
    text += tasks.size() == 1 ? ": " + line : "; thread " + show(t + 1) + ": " + line;
  }
  return text;
}

Call<Results> play(std::size_t capacity, const Tasks& tasks) {
  Call<Results> call = queue_script(capacity, tasks);
  call.shown = describe(capacity, tasks);
  return call;
}

std::string outcome_of(const ex5::Step& step, const StepResult& result) {
  if (step.kind == ex5::Step::Kind::put) return result.accepted ? "true" : "false";
  return result.item ? show(*result.item) : "nullopt";
}

/// Every put and get came back with what `expected` says for it.
auto Answers(const Tasks& tasks, const Results& expected) {
  return Gives<Results>([=](const Results& results) -> Opinion {
    for (std::size_t t = 0; t < tasks.size(); ++t) {
      for (std::size_t s = 0; s < tasks[t].size(); ++s) {
        const StepResult none;
        const bool there = t < results.size() && s < results[t].size();
        const StepResult& got = there ? results[t][s] : none;
        if (got == expected[t][s]) continue;
        return wrong(describe(tasks[t][s]) + " as step " + show(s + 1) + " gave " +
                     outcome_of(tasks[t][s], got) + "; it should be " +
                     outcome_of(tasks[t][s], expected[t][s]) + ".");
      }
    }
    return std::nullopt;
  });
}

const StepResult stored{.accepted = true, .item = {}};
const StepResult nothing{};
StepResult got(int item) { return {.accepted = false, .item = item}; }

TEST(queue, order) {
  Random random;
  const int a = random.integer(-999, 999);
  const int b = random.integer(1000, 1999);
  const int c = random.integer(2000, 2999);
  const Tasks tasks{{put(a), put(b), get(), put(c), get(), get(), put(a), get()}};
  const Results expected{{stored, stored, got(a), stored, got(b), got(c), stored, got(a)}};
  for (const std::size_t capacity : {std::size_t{2}, std::numeric_limits<std::size_t>::max()}) {
    ASSERT_THAT(run(play(capacity, tasks)), Answers(tasks, expected));
  }
  const Tasks narrow{{put(c), get(), put(b), get()}};
  ASSERT_THAT(run(play(1, narrow)), Answers(narrow, {{stored, got(c), stored, got(b)}}));
  How how;
  how.wall = std::chrono::seconds(1);
  EXPECT_THAT(run(play(1, {{put(a), put(b)}}), how),
              WaitsForEver("put() on a queue that holds as many items as its capacity"));
}

/// Two put one item each into a queue with room for one, the third closes it and takes out what is
/// left: that is the one item that was accepted, if any was.
auto KeptByClose(const Tasks& givers) {
  return Gives<Results>([givers](const Results& results) -> Opinion {
    if (results.size() != givers.size() || results[2].size() != givers[2].size()) {
      return wrong("the steps did not all come to their end.");
    }
    std::vector<StepResult> left;
    for (std::size_t t = 0; t < 2; ++t) {
      const bool accepted = !results[t].empty() && results[t][0].accepted;
      if (accepted) left.push_back(got(givers[t][0].item));
    }
    if (left.size() > 1) return wrong("both items were accepted, and there is room for one.");
    left.resize(2);
    const std::vector<StepResult> taken(results[2].begin() + 1, results[2].end());
    if (taken == left) return std::nullopt;
    return wrong("after close() the queue gave " + outcome_of(givers[2][1], taken[0]) + " and " +
                 outcome_of(givers[2][2], taken[1]) + "; it should be " +
                 outcome_of(givers[2][1], left[0]) + " and nullopt.");
  });
}

TEST(queue, close) {
  Random random;
  const int a = random.integer(1, 999);
  const Tasks drained{{put(a), put(a + 1), close(), close(), put(a + 2), get(), get(), get(), get()}};
  ASSERT_THAT(run(play(4, drained)),
              Answers(drained, {{stored, stored, nothing, nothing, nothing, got(a), got(a + 1),
                                 nothing, nothing}}));

  const Tasks takers{{get()}, {get()}, {close()}};
  ASSERT_THAT(explore(play(2, takers)), Always(Answers(takers, {{nothing}, {nothing}, {nothing}})));
  EXPECT_THAT(explore(play(1, {{put(a), put(a + 1)}, {close()}})), HasNoFault());
  const Tasks givers{{put(a)}, {put(a + 1)}, {close(), get(), get()}};
  EXPECT_THAT(explore(play(1, givers)), Always(KeptByClose(givers)));
}

TEST(queue, sleeps) {
  How how;
  how.wall = std::chrono::seconds(3);
  ASSERT_THAT(run(play(2, {{get()}}), how), SleepsForEver("get() on an empty queue"));
  EXPECT_THAT(run(play(2, {{put(1), put(2), put(3)}}), how),
              SleepsForEver("put() on a full queue"));
}

struct Load {
  int producers = 0;
  int consumers = 0;
  int items_each = 0;
  std::size_t capacity = 1;

  [[nodiscard]] Call<Items> call() const {
    return run_with_threads(producers, consumers, items_each, capacity);
  }
  [[nodiscard]] std::size_t workers() const {
    return static_cast<std::size_t>(producers + consumers);
  }
};

/// What one consumer got: no item twice, each producer's items in order.
Opinion consumer_opinion(const std::vector<int>& items, const Load& load, std::set<int>& seen) {
  std::vector<int> last(static_cast<std::size_t>(load.producers), -1);
  for (const int item : items) {
    if (item < 0 || item >= load.producers * load.items_each) {
      return wrong("item " + show(item) + " was delivered; nobody put it.");
    }
    if (!seen.insert(item).second) return wrong("item " + show(item) + " was delivered twice.");
    int& before = last[static_cast<std::size_t>(item / load.items_each)];
    if (item < before) {
      return wrong("a consumer got " + show(before) + " before " + show(item) +
                   ", although one producer put them the other way round.");
    }
    before = item;
  }
  return std::nullopt;
}

auto DeliveryOf(const Load& load) {
  return Gives<Items>([load](const Items& value) -> Opinion {
    if (value.size() != static_cast<std::size_t>(load.consumers)) {
      return wrong("returned " + show(value.size()) + " vectors for " + show(load.consumers) +
                   " consumers.");
    }
    std::set<int> seen;
    for (const auto& items : value) {
      if (const Opinion complaint = consumer_opinion(items, load, seen)) return complaint;
    }
    const auto expected = load.consumers == 0 ? 0 : load.producers * load.items_each;
    if (seen.size() == static_cast<std::size_t>(expected)) return std::nullopt;
    return wrong(show(seen.size()) + " of " + show(expected) + " items were delivered.");
  });
}

TEST(threads, delivery) {
  Random random;
  const Load mixed{random.integer(2, 3), random.integer(2, 3), random.integer(10, 40),
                   static_cast<std::size_t>(random.integer(2, 4))};
  const Load narrow{2, 1, random.integer(5, 20), 1};
  const Load wide{1, 2, random.integer(5, 20), 1000};
  for (const Load& load : {mixed, narrow, wide}) {
    ASSERT_THAT(run(load.call(), serially(load.workers())), DeliveryOf(load));
  }
  const Load again{2, 2, 5, 2};
  EXPECT_THAT(run(again.call(), serially_again(again.workers())), DeliveryOf(again));
}

TEST(threads, workers) {
  const Load load{3, 2, 6, 2};
  ASSERT_THAT(run(load.call(), with_threads_observed(load.workers())), UsedThreads(load.workers()));
  EXPECT_THAT(run(load.call(), with_leftovers_counted()), JoinedItsThreads());
}

TEST(threads, no_race) {
  for (const Load& load : {Load{2, 1, 2, 1}, Load{1, 2, 2, 1}, Load{2, 2, 12, 2}}) {
    EXPECT_THAT(explore(load.call()), Always(DeliveryOf(load)));
  }
  const Tasks tasks{{put(1), put(2), get()}, {put(3), get()}, {get(), close(), put(4)}};
  EXPECT_THAT(explore(play(5, tasks)), HasNoFault());
  // Two wait for the same, and what both need comes before either has run.
  EXPECT_THAT(explore(play(2, {{get()}, {get()}, {put(1), put(2)}})), HasNoFault());
  const Tasks full{{put(1), put(2)}, {put(3)}, {put(4)}, {get(), get(), get(), get()}};
  EXPECT_THAT(explore(play(2, full)), HasNoFault());
}

TEST(threads, arguments) {
  Random random;
  const int negative = -random.integer(1, 9);
  EXPECT_THAT(run(Load{negative, 2, 3, 2}.call()), RefusedAsInvalid("a negative number"));
  EXPECT_THAT(run(Load{2, negative, 3, 2}.call()), RefusedAsInvalid("a negative number"));
  EXPECT_THAT(run(Load{2, 2, negative, 2}.call()), RefusedAsInvalid("a negative number"));
  EXPECT_THAT(run(Load{2, 2, 3, 0}.call()), RefusedAsInvalid("a capacity of 0"));
  EXPECT_THAT(run(play(0, {{}})), RefusedAsInvalid("a capacity of 0"));
  for (const Load& load : {Load{2, 0, 5, 2}, Load{0, 2, 5, 2}, Load{2, 3, 0, 2}}) {
    ASSERT_THAT(run(load.call(), serially(load.workers())), DeliveryOf(load));
  }
}

using Texts = std::vector<std::string>;

auto TextsOf(int items) {
  Texts expected;
  for (int i = 0; i < items; ++i) expected.push_back("Item " + std::to_string(i));
  return GivesExactly<Texts>(expected);
}

TEST(processes, items) {
  Random random;
  const int items = random.integer(3, 60);
  EXPECT_THAT(run(run_with_processes(items)), TextsOf(items));
  EXPECT_THAT(run(run_with_processes(20 * items)), TextsOf(20 * items));
  EXPECT_THAT(run(run_with_processes(0)), TextsOf(0));
  EXPECT_THAT(run(run_with_processes(1)), TextsOf(1));
  ASSERT_THAT(run(run_with_processes(items), serially_again(2)), TextsOf(items));
  EXPECT_THAT(recorded(run_with_processes(items)), Always(TextsOf(items)));
}

TEST(processes, workers) {
  EXPECT_THAT(run(run_with_processes(5), with_processes_observed(2)), UsedProcesses(2));
}

TEST(processes, drain) {
  Random random;
  const int items = random.integer(800, 1200);
  EXPECT_THAT(run(run_with_processes(items), with_narrow_pipes()), TextsOf(items));
}

TEST(processes, arguments) {
  Random random;
  EXPECT_THAT(run(run_with_processes(-random.integer(1, 9))), RefusedAsInvalid("a negative number"));
}

TEST(processes, clean) {
  EXPECT_THAT(run(run_with_processes(6), with_leftovers_counted()), LeftNothingBehind());
}

}  // namespace
