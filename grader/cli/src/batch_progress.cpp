#include "batch_progress.hpp"

#include <fmt/format.h>

namespace lockstep::cli {
namespace {

constexpr std::chrono::seconds kBetweenLines{10};

std::string duration(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

BatchProgress::BatchProgress(ProgressLine& line)
    : line_(line), on_terminal_(line.active()), start_(Clock::now()), last_line_(start_) {}

void BatchProgress::show(const batch::Progress& progress) {
  const Clock::time_point now = Clock::now();
  const std::string text =
      describe(progress, std::chrono::duration_cast<std::chrono::milliseconds>(now - start_));
  if (on_terminal_) return line_.show(text);
  if (now - last_line_ < kBetweenLines || progress.done == progress.of) return;
  last_line_ = now;
  say(text);
}

std::string describe(const batch::Progress& progress, std::chrono::milliseconds elapsed) {
  std::string text = fmt::format("graded {} of {}", progress.done, progress.of);
  const double seconds = static_cast<double>(elapsed.count()) / 1000;
  if (progress.done > 0 && seconds > 0) {
    const double rate = static_cast<double>(progress.done) / seconds;
    text += fmt::format(", {:.1f} a second, about {} left", rate,
                        duration(static_cast<double>(progress.of - progress.done) / rate));
  }
  if (progress.faults > 0) text += fmt::format(", {} grader faults", progress.faults);
  return text;
}

}  // namespace lockstep::cli
