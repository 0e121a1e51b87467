#include <lockstep/report/text.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <lockstep/catalogue/excerpt.hpp>
#include <lockstep/verdict/printable.hpp>

#include <lockstep/report/diagnostics.hpp>
#include <lockstep/report/layout.hpp>
#include <lockstep/report/phrase.hpp>

namespace lockstep::report {
namespace {

using judge::CheckResult;
using judge::CheckStatus;
using judge::Result;
using judge::Status;
using verdict::printable;

constexpr std::string_view detail = "     ";  // what belongs to a check stands this deep

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

class Writer {
 public:
  Writer(const Result& result, const Style& style, const SourceLine& source_line)
      : result_(result),
        source_line_(source_line),
        paint_(style.colour),
        width_(static_cast<std::size_t>(std::max(style.width, 40))) {
    for (const CheckResult& check : result.checks) {
      id_width_ = std::max(id_width_, verdict::columns(printable(check.id)));
      points_width_ = std::max(points_width_, points(check).size());
    }
  }

  std::string all() {
    out_ = "\n " + paint_.strong(printable(result_.exercise)) + "  " + printable(result_.title) +
           "\n\n";
    if (result_.status == Status::did_not_compile) {
      compile_errors();
    } else if (!nothing_decided()) {
      checks();
    }
    compile_warnings();
    faults();
    notes();
    total();
    return std::move(out_);
  }

 private:
  static std::string points(const CheckResult& check) {
    if (check.undecided) return fmt::format("?/{}", check.max_points);
    if (check.status == CheckStatus::skipped) return fmt::format("-/{}", check.max_points);
    return fmt::format("{}/{}", check.points, check.max_points);
  }

  [[nodiscard]] bool nothing_decided() const {
    return std::all_of(result_.checks.begin(), result_.checks.end(),
                       [](const CheckResult& check) { return check.undecided; });
  }

  [[nodiscard]] std::string mark(const CheckResult& check) const {
    switch (check.status) {
      case CheckStatus::passed:
        return paint_.good("✓");
      case CheckStatus::failed:
        return paint_.bad("✗");
      case CheckStatus::skipped:
        break;
    }
    return paint_.quiet("–");
  }

  static std::string reason(const CheckResult& check) {
    if (check.status == CheckStatus::passed) return check.title + explored(check);
    if (check.undecided) return "not decided";
    if (check.status == CheckStatus::skipped) return "skipped: " + check.message;
    std::string result(phrase(check.verdict));
    if (check.interleavings > 0) {
      result += " after " + counted(check.interleavings, "interleaving");
    }
    return result;
  }

  static std::string explored(const CheckResult& check) {
    if (check.interleavings == 0) return "";
    return fmt::format(" ({}{} explored)", check.exhausted ? "all " : "",
                       counted(check.interleavings, "interleaving"));
  }

  void checks() {
    bool after_details = false;
    for (const CheckResult& check : result_.checks) {
      if (after_details) out_ += '\n';
      head(check);
      after_details = check.status == CheckStatus::failed;
      if (after_details) details(check);
    }
    out_ += '\n';
  }

  /// Mark, id, points, and the reason hanging behind them; below where there is no room.
  void head(const CheckResult& check) {
    const std::string id = printable(check.id);
    const std::string padding(id_width_ - verdict::columns(id), ' ');
    const std::string lead =
        fmt::format("{}{}  {:>{}}  ", id, padding, points(check), points_width_);
    const std::size_t indent = 3 + verdict::columns(lead);
    constexpr std::size_t least_room = 28;
    const bool below = indent + least_room > width_;
    const std::size_t room = width_ - (below ? detail.size() : indent);
    const std::vector<std::string> lines = wrapped(reason(check), room);
    out_ += fmt::format(" {} {}", mark(check), lead);
    if (below) out_ += '\n';
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (below || i > 0) out_.append(below ? detail.size() : indent, ' ');
      out_ += painted(check, lines[i]) + '\n';
    }
  }

  [[nodiscard]] std::string painted(const CheckResult& check, const std::string& line) const {
    if (check.status == CheckStatus::failed) return paint_.strong(line);
    return check.status == CheckStatus::skipped ? paint_.quiet(line) : line;
  }

  void details(const CheckResult& check) {
    if (!check.message.empty()) out_ += hanging(detail, check.message, width_);
    for (const verdict::Place& shown : check.places) place(shown);
    if (!check.advice.empty())
      out_ += hanging(std::string(detail) + "try:  ", check.advice, width_);
    if (check.replay) {
      out_ += hanging(std::string(detail) + "see it:  ",
                      fmt::format("grade replay {} {}", result_.exercise, *check.replay), width_);
    }
  }

  void place(const verdict::Place& shown) {
    std::string where = printable(shown.file);
    if (shown.line > 0) where += fmt::format(":{}", shown.line);
    out_ += hanging(std::string(detail) + "  ", where + "  " + shown.role, width_);
    if (!source_line_ || shown.line <= 0) return;
    const std::string code = source_line_(shown.file, shown.line);
    const std::size_t start = code.find_first_not_of(" \t\r");
    if (start == std::string::npos) return;
    const std::string lines = catalogue::excerpt(code, start, "", {detail.size() + 6, width_});
    out_ += paint_.quiet(lines.substr(0, lines.find('\n'))) + '\n';
  }

  void compile_errors() {
    const std::size_t number = count(result_.diagnostics, judge::Severity::error);
    out_ += fmt::format(" {} {} does not compile", paint_.bad("✗"), printable(result_.file));
    if (number > 0) out_ += ": " + counted(number, "error");
    out_ += "\n\n" + errors(result_.diagnostics, width_, paint_);
    if (number > 0) out_ += '\n';
  }

  void compile_warnings() {
    const std::string shown = warnings(result_.diagnostics, width_, paint_);
    if (!shown.empty()) out_ += " The compiler warns\n\n" + shown + '\n';
  }

  void faults() {
    if (result_.status != Status::grader_fault) return;
    out_ += hanging(" ",
                    "The grader could not do its work. This is not your fault, and it costs "
                    "no points.",
                    width_);
    for (const std::string& fault : result_.faults) {
      out_ += hanging(std::string(detail) + "· ", fault, width_);
    }
    out_ += hanging(" ", "Try again; if it stays, show this to your teacher.", width_) + '\n';
  }

  void notes() {
    for (const std::string& note : result_.notes) out_ += hanging(" note:  ", note, width_);
    if (!result_.notes.empty()) out_ += '\n';
  }

  void total() {
    std::string line = fmt::format("{} of {} points", result_.score, result_.max_score);
    if (result_.selection) line += ", counting only the checks asked for";
    switch (result_.status) {
      case Status::graded:
        if (result_.score == result_.max_score) line += ". All checks passed.";
        break;
      case Status::did_not_compile:
        line += ". Checks run as soon as it compiles.";
        break;
      case Status::tampering:
        line += ". The submission interferes with its grading.";
        break;
      case Status::grader_fault:
        line += " so far, which is not a grade";
        break;
    }
    const bool full = result_.status == Status::graded && result_.score == result_.max_score;
    for (const std::string& part : wrapped(line, width_ - 1)) {
      out_ += ' ' + (full ? paint_.good(part) : paint_.strong(part)) + '\n';
    }
    first_step();
    isolation();
    out_ += '\n';
  }

  /// Checks that are skipped because of `root`, directly or by a detour.
  [[nodiscard]] std::size_t waiting_for(const std::string& root) const {
    std::set<std::string> blocked{root};
    for (std::size_t before = 0; before != blocked.size();) {
      before = blocked.size();
      for (const CheckResult& check : result_.checks) {
        if (std::any_of(check.blocked_by.begin(), check.blocked_by.end(),
                        [&](const std::string& need) { return blocked.contains(need); })) {
          blocked.insert(check.id);
        }
      }
    }
    return blocked.size() - 1;
  }

  void first_step() {
    if (result_.status != Status::graded) return;
    const CheckResult* first = nullptr;
    std::size_t most = 0;
    for (const CheckResult& check : result_.checks) {
      if (check.status != CheckStatus::failed) continue;
      const std::size_t waiting = waiting_for(check.id);
      if (waiting <= most) continue;
      most = waiting;
      first = &check;
    }
    if (first == nullptr) return;
    out_ += hanging(" ",
                    fmt::format("Start with {}: {} wait{} for it.", first->id,
                                counted(most, "other check"), most == 1 ? "s" : ""),
                    width_);
  }

  void isolation() {
    if (result_.sandbox < 'C') return;
    const std::string line =
        result_.sandbox == 'D'
            ? "Graded without any isolation: sandbox step D."
            : fmt::format("This machine isolates submissions only in part: sandbox step {}.",
                          result_.sandbox);
    for (const std::string& part : wrapped(line, width_ - 1))
      out_ += ' ' + paint_.quiet(part) + '\n';
  }

  const Result& result_;
  const SourceLine& source_line_;
  Paint paint_;
  std::size_t width_;
  std::size_t id_width_ = 0;
  std::size_t points_width_ = 0;
  std::string out_;
};

}  // namespace

std::string text(const Result& result, const Style& style, const SourceLine& source_line) {
  return Writer(result, style, source_line).all();
}

}  // namespace lockstep::report
