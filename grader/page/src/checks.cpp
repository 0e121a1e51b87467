// The checks, those that most students failed first.
#include <fmt/format.h>
#include <lockstep/export/markup.hpp>

#include "parts.hpp"

namespace lockstep::page {
namespace {

using exports::escaped_markup;

std::string share(const CheckRate& rate) {
  const auto all = static_cast<double>(rate.passed + rate.failed + rate.skipped + rate.undecided);
  double x = 0;
  std::string text =
      R"(<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">)";
  const auto part = [&](std::size_t students, std::string_view kind) {
    if (students == 0) return;
    const double wide = 100 * static_cast<double>(students) / all;
    text +=
        fmt::format(R"(<rect class="{}" x="{:.2f}" width="{:.2f}" height="8"/>)", kind, x, wide);
    x += wide;
  };
  part(rate.failed, "failed");
  part(rate.skipped, "skipped");
  part(rate.undecided, "undecided");
  part(rate.passed, "passed");
  return text + "</svg>";
}

std::string words(const CheckRate& rate) {
  std::string text;
  for (const auto& [word, number] : rate.words) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", number, escaped_markup(word));
  }
  return text;
}

std::string row(const CheckRate& rate) {
  const bool ran = rate.passed + rate.failed > 0;
  const std::string percent =
      ran ? fmt::format("{:.0f} %", 100 * rate.failure_rate()) : std::string("–");
  std::string undecided;
  if (rate.undecided > 0) undecided = fmt::format(" <b>{} not decided</b>", rate.undecided);
  return fmt::format(
      "<tr><th scope=\"row\"><code>{}</code><br>{}</th><td class=\"number\">{}</td>"
      "<td class=\"number\" data-value=\"{:.4f}\">{}</td><td>{}</td><td class=\"number\">{}</td>"
      "<td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}{}</td></tr>\n",
      escaped_markup(rate.id), escaped_markup(rate.title), rate.max_points,
      ran ? rate.failure_rate() : -1, percent, share(rate), rate.failed, rate.passed, rate.skipped,
      words(rate), undecided);
}

}  // namespace

std::string checks(const Class& all) {
  std::string text =
      "<section id=\"checks\">\n<h2>Checks by failure rate</h2>\n"
      "<p>The rate is that of submissions in which the check ran: it is skipped where a check that "
      "it "
      "needs failed.</p>\n<div class=\"wide\"><table class=\"sortable\">\n<thead><tr>"
      "<th scope=\"col\">Check</th><th scope=\"col\">Points</th><th scope=\"col\">Failure rate</th>"
      "<td></td><th scope=\"col\">Failed</th><th scope=\"col\">Passed</th>"
      "<th scope=\"col\">Skipped</th><th scope=\"col\">How</th></tr></thead>\n<tbody>\n";
  for (const CheckRate& rate : check_rates(all)) text += row(rate);
  return text + "</tbody>\n</table></div>\n</section>\n";
}

}  // namespace lockstep::page
