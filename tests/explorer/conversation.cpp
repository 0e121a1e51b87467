#include "conversation.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <optional>
#include <system_error>

#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/frame.hpp>
#include <lockstep/wire/protocol.hpp>

namespace lockstep::explorer_cases {
namespace {

struct Pipe {
  std::array<int, 2> ends{};

  Pipe() {
    if (::pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(0);
    close(1);
  }
  void close(std::size_t which) {
    if (ends.at(which) >= 0) ::close(ends.at(which));
    ends.at(which) = -1;
  }
};

constexpr int kSpare = 100;  // beyond anything that is open here

[[noreturn]] void become(const std::vector<std::string>& command, int requests, int reports) {
  std::vector<char*> words;
  for (const std::string& each : command) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  ::dup2(requests, kSpare);
  ::dup2(reports, kSpare + 1);
  ::dup2(kSpare, wire::request_fd);
  ::dup2(kSpare + 1, wire::response_fd);
  for (int fd = wire::response_fd + 1; fd <= kSpare + 1; ++fd) ::close(fd);
  ::execv(words[0], words.data());
  ::_exit(127);
}

std::string how_it_ended(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

explorer::report::Report ask(const std::vector<std::string>& command,
                             const explorer::report::Request& request) {
  Pipe to;
  Pipe from;
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) become(command, to.ends[0], from.ends[1]);
  to.close(0);
  from.close(1);
  std::optional<std::string> answer;
  std::string error;
  try {
    wire::write_frame(to.ends[1], wire::encode(request));
    to.close(1);
    answer = wire::read_frame(from.ends[0]);
  } catch (const std::exception& failure) {
    error = failure.what();
  }
  const std::string ending = how_it_ended(child);
  if (!answer) throw NoReport("no report, " + ending + " " + error);
  return wire::decode<explorer::report::Report>(*answer);
}

}  // namespace lockstep::explorer_cases
