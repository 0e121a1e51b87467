#include "terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::cli {
namespace {

constexpr int kUnknownWidth = 80;
constexpr int kWidest = 100;

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool is_terminal(int fd) {
  const char* kind = std::getenv("TERM");
  return ::isatty(fd) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

int width_of(int fd) {
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUnknownWidth;
  return std::min<int>(size.ws_col, kWidest);
}

}  // namespace

report::Style style_of_output() {
  return {is_terminal(STDOUT_FILENO) && !is_set("NO_COLOR"), width_of(STDOUT_FILENO)};
}

ProgressLine::ProgressLine()
    : active_(is_terminal(STDERR_FILENO)),
      width_(static_cast<std::size_t>(width_of(STDERR_FILENO))) {}

void ProgressLine::show(std::string_view text) {
  if (!active_) return;
  // One column less: some terminals wrap when the last one is written.
  fmt::print(stderr, "\r\033[K  {}", verdict::fitting(text, width_ - 3));
  std::fflush(stderr);
  shown_ = true;
}

void ProgressLine::clear() noexcept {
  if (!shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

void say(std::string_view text) { fmt::print(stderr, "{}\n", text); }

bool print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
         std::fflush(stdout) == 0;
}

}  // namespace lockstep::cli
