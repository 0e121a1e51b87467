// expect: signal 11
#include <hostile.hpp>

namespace {

int depth(volatile int* previous) {
  volatile int own = *previous + 1;
  return depth(&own) + own;
}

}  // namespace

int main() {
  volatile int zero = 0;
  return depth(&zero);
}
