#include "lock_counter.hpp"

void call() {
  if (ex4::count_with_processes(4, 50) != 200) std::abort();
}
