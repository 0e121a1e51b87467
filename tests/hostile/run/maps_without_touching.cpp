// expect: exit 0
#include <hostile.hpp>

int main() {
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  for (int i = 0; i < 64; ++i) hostile::map(256 * hostile::kMiB, flags);
  return 0;
}
