// expect: memory-limit
#include <hostile.hpp>

int main() {
  for (;;) {
    char* memory = static_cast<char*>(std::malloc(hostile::kMiB));
    hostile::need(memory != nullptr, "malloc");
    std::memset(memory, 1, hostile::kMiB);
  }
}
