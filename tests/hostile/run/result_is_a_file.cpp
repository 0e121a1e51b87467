// expect: exit 0
// collect: result
// The control: a plain file does come back.
#include <hostile.hpp>

int main() {
  const int fd = ::open("result", O_CREAT | O_WRONLY, 0600);
  return ::write(fd, "mine\n", 5) == 5 ? 0 : 1;
}
