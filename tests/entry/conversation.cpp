#include "conversation.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <lockstep/wire/frame.hpp>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace wire = lockstep::wire;

namespace {

int checked(int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category());
  return result;
}

/// Away from 3 and 4, which the child needs.
int high(int fd) {
  const int copy = checked(::fcntl(fd, F_DUPFD_CLOEXEC, 50));
  ::close(fd);
  return copy;
}

std::array<int, 2> high_pipe() {
  std::array<int, 2> ends{};
  checked(::pipe2(ends.data(), O_CLOEXEC));
  return {high(ends[0]), high(ends[1])};
}

[[noreturn]] void become(const char* program, std::array<int, 3> out_in_response, unsigned limit) {
  ::dup2(out_in_response[0], STDOUT_FILENO);
  ::dup2(out_in_response[0], STDERR_FILENO);
  ::dup2(out_in_response[1], wire::request_fd);
  ::dup2(out_in_response[2], wire::response_fd);
  ::close_range(wire::response_fd + 1, ~0U, 0);
  ::signal(SIGPIPE, SIG_DFL);
  ::personality(ADDR_NO_RANDOMIZE);  // ThreadSanitizer cannot live with every address layout
  ::alarm(30);
  if (limit != 0) {
    const rlimit descriptors{limit, limit};
    ::setrlimit(RLIMIT_NOFILE, &descriptors);
  }
  ::execl(program, program, nullptr);
  ::_exit(127);
}

std::string contents(int fd) {
  std::string text(static_cast<std::size_t>(checked(static_cast<int>(::lseek(fd, 0, SEEK_END)))),
                   0);
  text.resize(static_cast<std::size_t>(::pread(fd, text.data(), text.size(), 0)));
  return text;
}

}  // namespace

Conversation::Conversation(const std::string& program, unsigned descriptors) {
  wire::ignore_sigpipe();
  const auto requests = high_pipe();
  const auto responses = high_pipe();
  output_ = high(checked(::memfd_create("output", MFD_CLOEXEC)));
  child_ = checked(::fork());
  if (child_ == 0) become(program.c_str(), {output_, requests[0], responses[1]}, descriptors);
  ::close(requests[0]);
  ::close(responses[1]);
  requests_ = requests[1];
  responses_ = responses[0];
}

Conversation::~Conversation() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    finish();
  }
  ::close(responses_);
  ::close(output_);
}

void Conversation::send(std::string_view bytes) const {
  if (::write(requests_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    throw std::system_error(errno, std::generic_category(), "write");
  }
}

wire::Response Conversation::answer() const {
  const auto payload = wire::read_frame(responses_);
  if (!payload) throw std::runtime_error("no answer: " + contents(output_));
  return wire::decode<wire::Response>(*payload);
}

bool Conversation::answers_within(std::chrono::milliseconds time) const {
  pollfd waiting{responses_, POLLIN, 0};
  return checked(::poll(&waiting, 1, static_cast<int>(time.count()))) > 0;
}

wire::Response Conversation::ask(const wire::Request& request) {
  wire::write_frame(requests_, wire::encode(request));
  return answer();
}

std::string Conversation::returned(const wire::Response& response) {
  if (response.kind == wire::Response::Kind::returned) return response.value;
  throw std::runtime_error(response.exception_type + ": " + response.exception_what);
}

Ended Conversation::finish() {
  ::close(std::exchange(requests_, -1));
  int status = 0;
  checked(::waitpid(std::exchange(child_, -1), &status, 0));
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(output_)};
}
