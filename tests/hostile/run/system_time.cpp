// expect: cpu-limit
// limits: cpu=400ms
#include <hostile.hpp>

int main() {
  void* block = hostile::map(8 * hostile::kMiB);
  const int zero = ::open("/dev/zero", O_RDONLY);
  hostile::need(zero >= 0, "/dev/zero");
  for (;;) (void)::read(zero, block, 8 * hostile::kMiB);
}
