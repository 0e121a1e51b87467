#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/catalogue/excerpt.hpp>
#include <lockstep/explore/show.hpp>
#include <lockstep/report/diagnostics.hpp>
#include <lockstep/report/layout.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::explore {
namespace {

using explanation::Explanation;
using explanation::Place;
using report::hanging;
using verdict::printable;

constexpr std::string_view detail = "     ";
constexpr std::size_t most_findings = 10;
constexpr std::size_t most_outcomes = 8;

std::string counted(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

class Writer {
 public:
  Writer(const Exploration& exploration, const report::Style& style, const std::string& again)
      : e_(exploration),
        again_(again),
        paint_(style.colour),
        width_(static_cast<std::size_t>(std::max(style.width, 40))) {}

  std::string all() {
    out_ = "\n " + paint_.strong(printable(fmt::format("{}", fmt::join(e_.files, " ")))) + "\n\n";
    switch (e_.status) {
      case Status::did_not_compile:
        refused();
        break;
      case Status::grader_fault:
        fault();
        break;
      case Status::unknown_replay:
        out_ +=
            hanging(fmt::format(" {} ", paint_.bad("✗")),
                    "this program has no such replay. Ids are those of an exploration with the "
                    "same files, options and arguments: explore it again and take one from there.",
                    width_);
        break;
      default:
        explored();
    }
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void refused() {
    const std::size_t number = report::count(e_.diagnostics, judge::Severity::error);
    out_ += fmt::format(" {} it cannot be explored yet: {}\n\n", paint_.bad("✗"),
                        counted(number, "error"));
    out_ += report::errors(e_.diagnostics, width_, paint_);
    warnings();
  }

  void warnings() {
    const std::string shown = report::warnings(e_.diagnostics, width_, paint_);
    if (!shown.empty()) out_ += "\n The compiler warns\n\n" + shown;
  }

  void fault() {
    out_ +=
        hanging(" ", "The grader could not do its work. This is not your program's fault.", width_);
    out_ += hanging(std::string(detail) + "· ", e_.fault, width_);
  }

  void explored() {
    for (std::size_t i = 0; i < std::min(e_.findings.size(), most_findings); ++i) {
      finding(e_.findings[i]);
      out_ += '\n';
    }
    if (e_.findings.size() > most_findings) {
      out_ += fmt::format(" … {} more findings; --json shows all\n\n",
                          e_.findings.size() - most_findings);
    }
    if (e_.status == Status::clean) {
      out_ += fmt::format(" {} {}\n", paint_.good("✓"), paint_.strong("nothing was found"));
    }
    if (e_.status == Status::undecided) {
      out_ += fmt::format(" {} {}\n", paint_.bad("?"), paint_.strong("undecided"));
    }
    coverage();
    outcomes();
    notes();
    warnings();
  }

  void finding(const Explanation& each) {
    std::string head = each.headline;
    if (each.first_found > 0) head += " after " + counted(each.first_found, "interleaving");
    const std::vector<std::string> lines = report::wrapped(head, width_ - 3);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      out_ +=
          (i == 0 ? fmt::format(" {} ", paint_.bad("✗")) : "   ") + paint_.strong(lines[i]) + '\n';
    }
    out_ += hanging(detail, each.message, width_);
    for (const Place& shown : each.places) place(shown);
    threads(each);
    if (!each.advice.empty()) out_ += hanging(std::string(detail) + "try:  ", each.advice, width_);
    if (!each.replay.empty()) see_it(each.replay);
  }

  void place(const Place& shown) {
    std::string role = shown.role;
    if (!shown.function.empty()) role += fmt::format(", in {}", shown.function);
    out_ += hanging(std::string(detail) + "  ", shown.where() + "  " + role, width_);
    if (!e_.source_line) return;
    const std::string code = e_.source_line(shown.file, shown.line);
    const std::size_t start = code.find_first_not_of(" \t\r");
    if (start == std::string::npos) return;
    const std::string lines = catalogue::excerpt(code, start, "", {detail.size() + 6, width_});
    out_ += paint_.quiet(lines.substr(0, lines.find('\n'))) + '\n';
  }

  void threads(const Explanation& each) {
    for (const explanation::Thread& thread : each.threads) {
      if (!thread.created.known()) continue;
      std::string line =
          fmt::format("{}: {} at {}", thread.name, thread.created.role, thread.created.where());
      if (!thread.function.empty()) line += ", runs " + thread.function;
      out_ += hanging(std::string(detail) + "  ", line, width_);
    }
  }

  /// A command is never broken, so that it can be copied.
  void see_it(const std::string& id) {
    const std::string command = fmt::format("grade explore --replay {} {}", id, again_);
    constexpr std::string_view lead = "see it:  ";
    const bool fits = detail.size() + lead.size() + verdict::columns(command) <= width_;
    out_ += fmt::format("{}{}", detail, fits ? lead : "see it:");
    if (!fits) out_ += '\n';
    out_ += command + '\n';
  }

  void item(const std::string& text) { out_ += hanging("   · ", text, width_); }

  void coverage() {
    for (const std::string& each : e_.undecided) item(each);
    for (const std::string& each : e_.claims) item(each);
    if (e_.interleavings > 0 && !e_.exhausted) {
      item(counted(e_.interleavings, "interleaving") + " looked at");
    }
  }

  void outcomes() {
    if (e_.outcome_kinds < 2) return;
    item("what it prints depends on the interleaving:");
    for (std::size_t i = 0; i < std::min(e_.outcomes.size(), most_outcomes); ++i) {
      const Outcome& each = e_.outcomes[i];
      std::string line = each.output;
      while (line.ends_with('\n')) line.pop_back();
      line = line.empty() ? "(nothing)" : std::string(verdict::fitting(printable(line), 50));
      if (each.exit_status != 0) line += fmt::format(" (exit status {})", each.exit_status);
      if (each.spurious) line += " (needs a spurious wake-up)";
      if (each.timed_out) line += " (needs a timed wait that runs out of time)";
      out_ +=
          hanging(std::string(detail) + "  ", fmt::format("{:>6} × {}", each.count, line), width_);
    }
    if (e_.outcome_kinds > most_outcomes) {
      out_ += fmt::format("{}  … {} more\n", detail, e_.outcome_kinds - most_outcomes);
    }
  }

  void notes() {
    for (const std::string& each : e_.notes) item("note: " + each);
  }

  const Exploration& e_;
  const std::string& again_;
  report::Paint paint_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string text(const Exploration& exploration, const report::Style& style,
                 const std::string& again) {
  return Writer(exploration, style, again).all();
}

}  // namespace lockstep::explore
