#include "lock_counter.hpp"

void call() {
  if (ex4::count_with_threads(4, 50) != 200) std::abort();
}
