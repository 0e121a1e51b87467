// Called `as` by the compiler: passes its assembly text on to the real assembler, and writes down
// what it saw of it. Inside the sandbox; see scanner.hpp.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../src/scanner.hpp"

namespace {

constexpr std::size_t kLongestLine = 64U << 10U;  // the rest of a longer one is data

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::_Exit(1);
}

/// False once the assembler reads no more: it has said why.
bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::write(fd, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

/// Whole lines to the scanner; returns what has not ended yet.
std::string scan(lockstep::policy::Scanner& scanner, std::string text) {
  std::string_view rest = text;
  for (std::size_t end = 0; (end = rest.find('\n')) != std::string_view::npos;) {
    scanner.take(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return rest.size() > kLongestLine ? std::string(rest.substr(0, kLongestLine)) : std::string(rest);
}

void copy(int to, lockstep::policy::Scanner& scanner) {
  std::array<char, 64U << 10U> block{};
  std::string unfinished;
  for (bool read_on = true; read_on;) {
    const ssize_t size = ::read(0, block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) give_up("reading assembly");
    if (size == 0) break;
    const std::string_view text(block.data(), static_cast<std::size_t>(size));
    unfinished = scan(scanner, unfinished + std::string(text));
    read_on = write_all(to, text);
  }
}

/// clang names a file where g++ writes into a pipe.
void read_named_file(char** argv) {
  char** last = argv;
  while (last[1] != nullptr) ++last;
  const bool output = last - argv > 1 && std::string_view(last[-1]) == "-o";
  if (last == argv || **last == '-' || output) return;
  const int fd = ::open(*last, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || ::dup2(fd, 0) != 0) give_up(*last);
  *last = nullptr;
}

void write_notes(const std::string& notes) {
  const char* folder = std::getenv("TMPDIR");
  const std::string path = std::string(folder != nullptr ? folder : "/tmp") + "/assembly.notes";
  const int fd = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0 || !write_all(fd, notes)) give_up(path.c_str());
}

}  // namespace

int main(int, char** argv) {
  read_named_file(argv);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) give_up("pipe");
  const pid_t assembler = ::fork();
  if (assembler < 0) give_up("fork");
  if (assembler == 0) {
    ::dup2(ends[0], 0);
    argv[0] = const_cast<char*>("as");
    ::execvp("as", argv);
    give_up("as");
  }
  ::close(ends[0]);
  ::signal(SIGPIPE, SIG_IGN);
  lockstep::policy::Scanner scanner;
  copy(ends[1], scanner);
  ::close(ends[1]);
  int status = 0;
  while (::waitpid(assembler, &status, 0) < 0 && errno == EINTR) {
  }
  write_notes(scanner.notes());
  if (WIFSIGNALED(status)) {  // g++ says so in its own words
    ::signal(WTERMSIG(status), SIG_DFL);
    ::raise(WTERMSIG(status));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
