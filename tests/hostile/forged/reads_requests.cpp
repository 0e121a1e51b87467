// expect: tampering
// exercise: ex5
// Reads what the grader is going to ask, and so takes it away from itself.
#include "producer_consumer.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace ex5 {
namespace {
void read_everything() {
  char block[4096];
  for (int fd = 3; fd < 1024; ++fd) {
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
    while (::read(fd, block, sizeof block) > 0) {
    }
  }
}
}  // namespace

std::unique_ptr<Queue> make_queue(std::size_t) {
  read_everything();
  return nullptr;
}
std::vector<std::vector<int>> run_with_threads(int, int, int, std::size_t) {
  read_everything();
  return {};
}
std::vector<std::string> run_with_processes(int) {
  read_everything();
  return {};
}
}  // namespace ex5
