// expect: graded 0
// exercise: ex1
// same message: environment
// Says everything that it was started with: were any of it different from check to check, it could
// do what only this check looks at.
#include "shared_list.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace ex1 {
namespace {
std::string content(const char* file) {
  std::string text(file);
  const int fd = ::open(file, O_RDONLY);
  char block[4096];
  for (ssize_t size = 0; (size = ::read(fd, block, sizeof block)) > 0;) text.append(block, static_cast<std::size_t>(size));
  ::close(fd);
  for (char& c : text) {
    if (c == '\0') c = ';';
  }
  return text;
}
[[noreturn]] void tell() {
  char name[64] = {};
  ::gethostname(name, sizeof name);
  std::string variables;
  for (char** each = ::environ; *each != nullptr; ++each) variables += std::string(*each) + ";";
  std::string start = content("/proc/self/environ");
  start = start.substr(0, start.find(";;"));
  throw std::runtime_error("environment " + variables + start + content("/proc/self/cmdline") +
                           content("/proc/self/comm"));
}
}  // namespace

List shared_list_with_threads(const List&, const std::vector<std::string>&, int) { tell(); }
IsolatedLists isolated_list_with_processes(const List&, const std::vector<std::string>&, int) { tell(); }
}  // namespace ex1
