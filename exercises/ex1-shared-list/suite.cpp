// Hidden suite of ex1. Trusted; never compiled or run together with student code.
#include <lockstep/suite/suite.hpp>

#include <algorithm>
#include <map>

#include "shared_list.hpp"

namespace {

using namespace lockstep::suite;
using ex1::IsolatedLists;
using ex1::List;
using lockstep::verdict::Word;

const auto shared_list_with_threads = LOCKSTEP_STUDENT(ex1::shared_list_with_threads);
const auto isolated_list_with_processes = LOCKSTEP_STUDENT(ex1::isolated_list_with_processes);

struct Input {
  List initial;
  std::vector<std::string> names;
  int count = 0;
};

/// Names may be any bytes and may occur twice.
Input mixed_input(Random& random) {
  Input input;
  for (std::uint64_t i = random.between(1, 3); i > 0; --i) input.initial.push_back(random.word(4));
  input.names = {random.word(3), random.word(5), random.word(2)};
  input.names.push_back(input.names[0]);
  input.names.emplace_back("");
  input.names.push_back(random.word(2) + "\n" + random.word(2));
  input.count = random.integer(3, 9);
  return input;
}

Input plain_input(Random& random, std::size_t workers, int count) {
  Input input{{random.word(5)}, {}, count};
  for (std::size_t i = 0; i < workers; ++i) input.names.push_back(random.word(6));
  return input;
}

std::string item(const std::string& name, int k) { return name + "-" + std::to_string(k); }

Complaint wrong(std::string message) { return {Word::wrong_result, std::move(message)}; }

/// The items after `initial` are an interleaving of the workers' items, each worker's in order.
Opinion shared_list_opinion(const List& list, const Input& input) {
  const std::size_t own = input.names.size() * static_cast<std::size_t>(input.count);
  const std::size_t expected = input.initial.size() + own;
  if (list.size() != expected) {
    return wrong("returned " + show(list.size()) + " items; there should be " + show(expected) +
                 ": " + show(list) + ".");
  }
  if (!std::equal(input.initial.begin(), input.initial.end(), list.begin())) {
    return wrong("the list does not begin with `initial`: " + show(list) + ".");
  }
  std::map<std::string, int> workers;  // how many have this name
  for (const std::string& name : input.names) ++workers[name];
  std::map<std::string, int> seen;
  for (std::size_t i = input.initial.size(); i < list.size(); ++i) {
    const std::size_t dash = list[i].rfind('-');
    const std::string name = dash == std::string::npos ? list[i] : list[i].substr(0, dash);
    const int k = dash == std::string::npos ? -1 : std::atoi(list[i].c_str() + dash + 1);
    const bool known = workers.contains(name) && k >= 0 && k < input.count &&
                       list[i] == item(name, k) && ++seen[list[i]] <= workers[name];
    if (!known) return wrong("item " + show(list[i]) + " does not belong there, or not so often.");
    if (k > 0 && seen[list[i]] > seen[item(name, k - 1)]) {
      return wrong(show(list[i]) + " stands before " + show(item(name, k - 1)) +
                   ": a worker's items must keep their order.");
    }
  }
  return std::nullopt;
}

auto SharedListOf(const Input& input) {
  return Gives<List>([input](const List& list) { return shared_list_opinion(list, input); });
}

List own_items(const Input& input, std::size_t worker) {
  List items;
  for (int k = 0; k < input.count; ++k) items.push_back(item(input.names[worker], k));
  return items;
}

/// `wanted` occurs in `list` in this order, perhaps with other items between.
bool contains_in_order(const List& list, const List& wanted) {
  auto next = wanted.begin();
  for (const std::string& one : list) {
    if (next != wanted.end() && one == *next) ++next;
  }
  return next == wanted.end();
}

/// Each child's list has what belongs there. What does not is the matter of `isolated`.
Opinion children_opinion(const IsolatedLists& lists, const Input& input) {
  if (lists.children.size() != input.names.size()) {
    return wrong("returned " + show(lists.children.size()) + " lists of children for " +
                 show(input.names.size()) + " names.");
  }
  if (!contains_in_order(lists.parent, input.initial)) {
    return wrong("the parent's list " + show(lists.parent) + " lacks items of `initial` " +
                 show(input.initial) + ".");
  }
  for (std::size_t i = 0; i < lists.children.size(); ++i) {
    List expected = input.initial;
    for (const std::string& own : own_items(input, i)) expected.push_back(own);
    if (contains_in_order(lists.children[i], expected)) continue;
    return wrong("children[" + std::to_string(i) + "] is " + show(lists.children[i]) +
                 "; it should be " + show(expected) + ".");
  }
  return std::nullopt;
}

Opinion isolation_opinion(const IsolatedLists& lists, const Input& input) {
  if (lists.parent != input.initial) {
    return Complaint{Word::not_isolated, "the parent's own list is " + show(lists.parent) +
                                             "; children must not change it: " +
                                             show(input.initial) + "."};
  }
  for (std::size_t i = 0; i < lists.children.size(); ++i) {
    List expected = input.initial;
    for (const std::string& own : own_items(input, i)) expected.push_back(own);
    if (lists.children[i] == expected) continue;
    return Complaint{Word::not_isolated, "children[" + std::to_string(i) + "] is " +
                                             show(lists.children[i]) +
                                             ", with items that this child did not append."};
  }
  return std::nullopt;
}

auto ListsOf(const Input& input) {
  return Gives<IsolatedLists>(
      [input](const IsolatedLists& lists) { return children_opinion(lists, input); });
}

auto IsolatedListsOf(const Input& input) {
  return Gives<IsolatedLists>([input](const IsolatedLists& lists) -> Opinion {
    if (const Opinion complaint = children_opinion(lists, input)) return complaint;
    return isolation_opinion(lists, input);
  });
}

auto with_threads(const Input& input) {
  return shared_list_with_threads(input.initial, input.names, input.count);
}

auto with_processes(const Input& input) {
  return isolated_list_with_processes(input.initial, input.names, input.count);
}

TEST(threads, list) {
  Random random;
  const Input mixed = mixed_input(random);
  EXPECT_THAT(run(with_threads(mixed), serially(mixed.names.size())), SharedListOf(mixed));
  const Input plain = plain_input(random, 3, random.integer(1, 40));
  EXPECT_THAT(run(with_threads(plain), serially(plain.names.size())), SharedListOf(plain));
  const Input again = plain_input(random, 2, 3);
  EXPECT_THAT(run(with_threads(again), serially_again(2)), SharedListOf(again));
}

TEST(threads, workers) {
  Random random;
  const Input input = plain_input(random, 6, 4);
  EXPECT_THAT(run(with_threads(input), with_threads_observed(6)), UsedThreads(6));
}

TEST(threads, no_race) {
  Random random;
  const Input few = plain_input(random, 2, 3);
  EXPECT_THAT(explore(with_threads(few)), Always(SharedListOf(few)));
  const Input many = plain_input(random, 4, 25);
  EXPECT_THAT(explore(with_threads(many), {.interleavings = 50}), Always(SharedListOf(many)));
}

TEST(threads, arguments) {
  Random random;
  Input input = plain_input(random, 2, -random.integer(1, 9));
  EXPECT_THAT(run(with_threads(input)), RefusedAsInvalid("a negative count"));
  input.count = 0;
  EXPECT_THAT(run(with_threads(input)), SharedListOf(input));
  input = {input.initial, {}, 5};
  EXPECT_THAT(run(with_threads(input)), SharedListOf(input));
}

TEST(threads, clean) {
  Random random;
  EXPECT_THAT(run(with_threads(plain_input(random, 3, 5)), with_leftovers_counted()),
              LeftNothingBehind());
}

TEST(processes, lists) {
  Random random;
  const Input mixed = mixed_input(random);
  EXPECT_THAT(run(with_processes(mixed), serially(mixed.names.size())), ListsOf(mixed));
  const Input plain = plain_input(random, 3, random.integer(1, 40));
  EXPECT_THAT(run(with_processes(plain), serially(plain.names.size())), ListsOf(plain));
  const Input again = plain_input(random, 2, 3);
  ASSERT_THAT(run(with_processes(again), serially_again(2)), ListsOf(again));
  EXPECT_THAT(recorded(with_processes(again)), Always(ListsOf(again)));
}

TEST(processes, workers) {
  Random random;
  const Input input = plain_input(random, 6, 4);
  EXPECT_THAT(run(with_processes(input), with_processes_observed(6)), UsedProcesses(6));
}

TEST(processes, isolated) {
  Random random;
  const Input input = mixed_input(random);
  EXPECT_THAT(run(with_processes(input), serially(input.names.size())), IsolatedListsOf(input));
}

TEST(processes, drain) {
  Random random;
  const Input input = plain_input(random, 12, 300);
  EXPECT_THAT(run(with_processes(input), with_narrow_pipes()), ListsOf(input));
}

TEST(processes, arguments) {
  Random random;
  Input input = plain_input(random, 2, -random.integer(1, 9));
  EXPECT_THAT(run(with_processes(input)), RefusedAsInvalid("a negative count"));
  input.count = 0;
  EXPECT_THAT(run(with_processes(input)), ListsOf(input));
  input = {input.initial, {}, 5};
  EXPECT_THAT(run(with_processes(input)), ListsOf(input));
}

TEST(processes, clean) {
  Random random;
  EXPECT_THAT(run(with_processes(plain_input(random, 3, 5)), with_leftovers_counted()),
              LeftNothingBehind());
}

}  // namespace
