// expect: memory-limit
// Two MiB with every touch, from two sides.
#include <pthread.h>

#include <hostile.hpp>

namespace {

void* hog(void*) {
  constexpr std::size_t size = 64 * hostile::kMiB;
  for (;;) {
    char* memory = static_cast<char*>(hostile::map(size));
    ::madvise(memory, size, MADV_HUGEPAGE);
    for (std::size_t at = 0; at < size; at += 4096) memory[at] = 1;
  }
}

}  // namespace

int main() {
  pthread_t thread;
  ::pthread_create(&thread, nullptr, &hog, nullptr);
  hog(nullptr);
}
