// in_container [--without-landlock] COMMAND…: runs it as a container without privileges would.
#include <cstdio>
#include <cstring>

#include <unistd.h>

#include "container.hpp"

int main(int argc, char** argv) {
  using sandbox_test::Landlock;
  const bool without = argc > 1 && std::strcmp(argv[1], "--without-landlock") == 0;
  char** const command = argv + (without ? 2 : 1);
  if (command >= argv + argc) return 2;
  if (!sandbox_test::enter_container(without ? Landlock::missing : Landlock::there)) {
    std::perror("in_container");
    return 77;
  }
  ::execvp(command[0], command);
  std::perror(command[0]);
  return 127;
}
