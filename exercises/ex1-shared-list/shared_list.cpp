#include "shared_list.hpp"

namespace ex1 {

// Roommates. README.md, "Threads share one memory".
List shared_list_with_threads(const List& initial, const std::vector<std::string>& names,
                              int count) {
  // TODO 1: refuse a negative count (README.md, "What your functions must do").
  // TODO 2: make the one list, a copy of `initial`, and whatever protects it.
  // TODO 3: start one thread per name; each appends its `count` items under that protection.
  // TODO 4: join all of them, and only then return the list.
  (void)initial, (void)names, (void)count;  // keeps the compiler quiet; remove when you use them
  return {};
}

// Neighbours. README.md, "Processes own their memory" and "A pipe is a short hose".
IsolatedLists isolated_list_with_processes(const List& initial,
                                           const std::vector<std::string>& names, int count) {
  // TODO 5: refuse a negative count here as well.
  // TODO 6: for each name: open a channel, fork. The child appends to its copy of the list, sends
  //         the copy in a form that survives newlines inside a name, and ends with _exit.
  // TODO 7: read what the children send until it is complete, then reap them.
  // TODO 8: return the parent's own list and the children's lists, in the order of `names`.
  (void)initial, (void)names, (void)count;  // keeps the compiler quiet; remove when you use them
  return {};
}

}  // namespace ex1
