#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <lockstep/explore/show.hpp>
#include <lockstep/report/layout.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::explore {
namespace {

using explanation::Row;
using report::hanging;

constexpr std::size_t kStepWidth = 7;   // " 12345 "
constexpr std::size_t kNarrowest = 16;  // of a column
constexpr std::size_t kWidest = 30;
constexpr std::size_t kMostRows = 400;
constexpr std::size_t kFirstRows = 40;  // shown of a replay that is too long, and the last ones
constexpr std::uint32_t kOthers = ~std::uint32_t{0};

std::string padded(std::string text, std::size_t width) {
  text = std::string(verdict::fitting(text, width));
  const std::size_t columns = verdict::columns(text);
  return text + std::string(width > columns ? width - columns : 0, ' ');
}

class Drawing {
 public:
  Drawing(const Exploration& exploration, const report::Style& style)
      : lanes_(*exploration.lanes),
        e_(exploration),
        paint_(style.colour),
        width_(static_cast<std::size_t>(std::max(style.width, 40))) {
    choose_columns();
  }

  std::string all() {
    header();
    const std::size_t count = lanes_.rows.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (count > kMostRows && i == kFirstRows) {
        i = count - (kMostRows - kFirstRows);
        fold(i - kFirstRows);
      }
      const std::size_t same = explanation::alike(lanes_.rows, i);
      row(lanes_.rows[i], same);
      i += same - 1;
    }
    end();
    return std::move(out_);
  }

 private:
  /// Those that take part come first; who finds no room shares the last column.
  void choose_columns() {
    const std::size_t most = std::max<std::size_t>(2, (width_ - kStepWidth) / kNarrowest);
    std::set<std::uint32_t> taking_part;
    for (const Row& each : lanes_.rows) {
      if (each.racing) taking_part.insert(each.task);
    }
    for (const auto& each : lanes_.threads) columns_.push_back(each.task);
    if (columns_.size() > most) {
      std::stable_partition(columns_.begin(), columns_.end(),
                            [&](std::uint32_t task) { return taking_part.contains(task); });
      columns_.resize(most - 1);
      std::sort(columns_.begin(), columns_.end());
      columns_.push_back(kOthers);
    }
    column_width_ = std::clamp((width_ - kStepWidth) / std::max<std::size_t>(columns_.size(), 1),
                               kNarrowest, kWidest);
  }

  [[nodiscard]] std::size_t column_of(std::uint32_t task) const {
    const auto found = std::find(columns_.begin(), columns_.end(), task);
    return std::min(static_cast<std::size_t>(found - columns_.begin()), columns_.size() - 1);
  }

  void header() {
    std::string names = padded("  step", kStepWidth);
    std::string rule = padded("  ────", kStepWidth);
    for (const std::uint32_t task : columns_) {
      const std::string name = task == kOthers ? "others" : explanation::thread_name(task);
      names += padded(name, column_width_);
      std::string line;
      for (std::size_t i = 0; i + 2 < column_width_; ++i) line += "─";
      rule += padded(line, column_width_);
    }
    out_ += paint_.strong(trimmed(names)) + '\n' + paint_.quiet(trimmed(rule)) + '\n';
  }

  static std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  }

  void row(const Row& each, std::size_t times) {
    const std::size_t column = column_of(each.task);
    source(each, column);
    std::string text = times > 1 ? fmt::format("{} (× {})", each.words, times) : each.words;
    if (columns_[column] == kOthers) text = fmt::format("{}: {}", each.task, text);
    std::string line = fmt::format("{:>6} ", each.step) + std::string(column * column_width_, ' ');
    const std::size_t room = width_ - std::min(width_, verdict::columns(line));
    if (each.racing) {
      text = "► " + text;
      out_ += line + paint_.bad(verdict::fitting(text, room)) + '\n';
    } else {
      out_ += line + std::string(verdict::fitting(text, room)) + '\n';
    }
    last_ = &each;
  }

  /// The line of code, where the thread or the line is another one than in the row before.
  void source(const Row& each, std::size_t column) {
    if (!explanation::is_at_another_line(each, last_)) return;
    std::string code = e_.source_line ? e_.source_line(each.place.file, each.place.line) : "";
    code.erase(0, std::min(code.find_first_not_of(" \t"), code.size()));
    const std::string text = each.place.where() + "  " + verdict::printable(code);
    std::size_t indent = kStepWidth + column * column_width_;
    const std::size_t needed = verdict::columns(text);
    if (indent + needed > width_) indent = needed < width_ ? width_ - needed : 0;
    indent = std::max(indent, kStepWidth);
    out_ += std::string(indent, ' ') + paint_.quiet(verdict::fitting(text, width_ - indent)) + '\n';
  }

  void fold(std::size_t left_out) {
    out_ += fmt::format("       … {} steps are not shown; --json shows all\n", left_out);
    last_ = nullptr;
  }

  void end() {
    if (lanes_.end_state.empty()) return;
    out_ += "\n " + paint_.strong("at the end") + '\n';
    for (const std::string& each : lanes_.end_state) out_ += hanging("   ", each, width_);
  }

  const explanation::Lanes& lanes_;
  const Exploration& e_;
  report::Paint paint_;
  std::size_t width_;
  std::vector<std::uint32_t> columns_;
  std::size_t column_width_ = kNarrowest;
  const Row* last_ = nullptr;
  std::string out_;
};

}  // namespace

std::string lanes_text(const Exploration& exploration, const report::Style& style) {
  if (!exploration.lanes || exploration.findings.empty()) return "";
  const report::Paint paint(style.colour);
  const auto width = static_cast<std::size_t>(std::max(style.width, 40));
  std::string out;
  for (const explanation::Explanation& finding : exploration.findings) {
    out += fmt::format("\n {} {}\n", paint.bad("✗"), paint.strong(finding.headline));
    out += hanging("   ", finding.message, width);
  }
  out += "\n";
  if (exploration.lanes->rows.empty()) {
    out += hanging(" ", "The replay has no steps.", width);
  } else {
    out += Drawing(exploration, style).all();
  }
  return out + "\n";
}

}  // namespace lockstep::explore
