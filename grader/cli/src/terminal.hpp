// What the terminals at standard output and standard error can do, and the line of progress.
//
// THREADS  belongs to one thread.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/report/text.hpp>

namespace lockstep::cli {

/// Colour only on a terminal and without NO_COLOR; its width, at most 100, or 80 where there is
/// none.
[[nodiscard]] report::Style style_of_output();

/// One line on standard error that is rewritten. Silent where that is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  void show(std::string_view text);
  void clear() noexcept;
  [[nodiscard]] bool active() const noexcept { return active_; }

 private:
  bool active_;
  std::size_t width_;
  bool shown_ = false;
};

/// On standard error: what went wrong, or what there is to know.
void say(std::string_view text);

/// On standard output. False where it could not be written.
[[nodiscard]] bool print(std::string_view text);

}  // namespace lockstep::cli
