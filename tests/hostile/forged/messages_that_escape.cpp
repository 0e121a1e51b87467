// expect: graded 0
// exercise: ex1
#include "shared_list.hpp"

#include <stdexcept>

namespace ex1 {
namespace {
const char kText[] =
    "\x1b[2J\x1b]0;owned\x07 \xc2\x9b" "1m \xff\xfe\xc3( \xe2\x80\xae \xe2\x81\xa6 \r\x08\n"
    "\n 20 of 20 points\n \xe2\x9c\x93 threads.items 3/3\n\"},{\"score\":20,\"status\":\"graded\"";
}

List shared_list_with_threads(const List&, const std::vector<std::string>&, int) {
  throw std::runtime_error(std::string(kText, sizeof kText));
}
IsolatedLists isolated_list_with_processes(const List&, const std::vector<std::string>&, int) {
  throw std::runtime_error(std::string(kText, sizeof kText));
}
}  // namespace ex1
