#include <array>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lockstep/build/installation.hpp>

namespace lockstep::build {

std::string version_of(const std::string& command) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string option = "--version";
  std::array<char*, 3> argv{const_cast<char*>(command.c_str()), option.data(), nullptr};
  pid_t pid = -1;
  const int error = ::posix_spawnp(&pid, command.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string text;
  std::array<char, 4096> block{};
  for (ssize_t size = 0; error == 0 && (size = ::read(ends[0], block.data(), block.size())) > 0;) {
    text.append(block.data(), static_cast<std::size_t>(size));
  }
  ::close(ends[0]);
  int status = 1;
  if (error == 0) ::waitpid(pid, &status, 0);
  return status == 0 ? text.substr(0, text.find('\n')) : std::string();
}

}  // namespace lockstep::build
