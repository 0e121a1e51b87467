#include <cstdint>
#include <cstdlib>

namespace ex4 {
std::int64_t count_with_processes(int processes, int increments);
}

void call() {
  if (ex4::count_with_processes(4, 50) != 200) std::abort();
}
