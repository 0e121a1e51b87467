#include <lockstep/page/replay.hpp>

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <lockstep/export/markup.hpp>

#include "assets.hpp"
#include "parts.hpp"

namespace lockstep::page {
namespace {

using explanation::Row;
using exports::escaped_markup;

constexpr std::size_t kMostRows = 5'000;
constexpr std::size_t kFirstRows = 500;  // shown of a replay that is too long, and the last ones

/// The rows of one thread's life. Who has not ended is there, and waits, until the last row.
struct Life {
  std::size_t first = 0;
  std::size_t last = 0;
};

class Table {
 public:
  explicit Table(const ReplayPicture& picture) : picture_(picture), rows_(picture.lanes.rows) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      Life& life = lives_.try_emplace(rows_[i].task, Life{i, i}).first->second;
      life.last = rows_[i].last ? i : rows_.size() - 1;
    }
  }

  std::string html() {
    out_ = "<div class=\"wide\"><table>\n<thead><tr><th>step</th>";
    for (const auto& thread : picture_.lanes.threads) {
      out_ += fmt::format("<th scope=\"col\">{}</th>",
                          escaped_markup(explanation::thread_name(thread.task)));
    }
    out_ += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < rows_.size();) {
      if (rows_.size() > kMostRows && i >= kFirstRows && !folded_) i = fold(i);
      const std::size_t times = explanation::alike(rows_, i);
      row(i, times);
      i += times;
    }
    return out_ + "</tbody>\n</table></div>\n";
  }

 private:
  std::size_t fold(std::size_t from) {
    folded_ = true;
    last_ = nullptr;
    const std::size_t to = std::max(from, rows_.size() - (kMostRows - kFirstRows));
    out_ += fmt::format(
        "<tr class=\"switch\"><td class=\"step\">…</td><td class=\"quiet\" colspan=\"{}\">{} steps "
        "are not shown; --json shows all</td></tr>\n",
        std::max<std::size_t>(picture_.lanes.threads.size(), 1), to - from);
    return to;
  }

  void row(std::size_t index, std::size_t times) {
    const Row& each = rows_[index];
    const bool switched = last_ == nullptr || last_->task != each.task;
    out_ += fmt::format("<tr class=\"{}{}\"><td class=\"step\">{}</td>", switched ? "switch" : "",
                        each.racing ? " racing" : "", each.step);
    for (const auto& thread : picture_.lanes.threads) {
      if (thread.task == each.task) {
        out_ += "<td class=\"runs\">" + words(each, times) + "</td>";
      } else {
        out_ += lives(thread.task, index) ? "<td class=\"lives\"></td>" : "<td></td>";
      }
    }
    out_ += "</tr>\n";
    last_ = &each;
  }

  [[nodiscard]] bool lives(std::uint32_t task, std::size_t index) const {
    const auto found = lives_.find(task);
    return found != lives_.end() && found->second.first <= index && index <= found->second.last;
  }

  [[nodiscard]] std::string words(const Row& each, std::size_t times) const {
    std::string text = (each.racing ? "► " : "") + escaped_markup(each.words);
    if (times > 1) text += fmt::format(" (× {})", times);
    return code(each) + text;
  }

  /// The line of code, where the thread or the line is another one than in the row before.
  [[nodiscard]] std::string code(const Row& each) const {
    if (!explanation::is_at_another_line(each, last_)) return "";
    std::string line =
        picture_.source_line ? picture_.source_line(each.place.file, each.place.line) : "";
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    return "<code>" + escaped_markup(each.place.where() + "  " + line) + "</code>";
  }

  const ReplayPicture& picture_;
  const std::vector<Row>& rows_;
  std::map<std::uint32_t, Life> lives_;
  const Row* last_ = nullptr;
  bool folded_ = false;
  std::string out_;
};

std::string finding(const explanation::Explanation& each) {
  std::string text = fmt::format("<section>\n<h2>{}</h2>\n<p>{}</p>\n",
                                 escaped_markup(each.headline), escaped_markup(each.message));
  if (!each.advice.empty()) {
    text += fmt::format("<p class=\"advice\">{}</p>\n", escaped_markup(each.advice));
  }
  return text + "</section>\n";
}

std::string end_state(const explanation::Lanes& lanes) {
  if (lanes.end_state.empty()) return "";
  std::string text = "<section>\n<p><b>At the end</b></p>\n<ul>\n";
  for (const std::string& each : lanes.end_state) text += "<li>" + escaped_markup(each) + "</li>\n";
  return text + "</ul>\n</section>\n";
}

}  // namespace

std::string replay_html(const ReplayPicture& picture) {
  const std::string title = escaped_markup(picture.title);
  std::string page = fmt::format(
      R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{}'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}</title>
<style>{}</style>
</head>
<body>
<h1>{}</h1>
)",
      base64_of_hexadecimal(kReplayStyleHash), title, kReplayStyle, title);
  for (const explanation::Explanation& each : picture.findings) page += finding(each);
  page += picture.lanes.rows.empty() ? "<p>The replay has no steps.</p>\n" : Table(picture).html();
  return page + end_state(picture.lanes) + "</body>\n</html>\n";
}

}  // namespace lockstep::page
