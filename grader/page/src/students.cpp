// The table of all students.
#include <fmt/format.h>
#include <lockstep/export/markup.hpp>
#include <lockstep/export/words.hpp>

#include "parts.hpp"

namespace lockstep::page {
namespace {

using exports::escaped_markup;

std::string points_cell(const Entry& entry) {
  if (const auto points = entry.points()) {
    return fmt::format("<td class=\"number\">{}</td>", *points);
  }
  return "<td class=\"number\" data-value=\"-1\">–</td>";
}

/// The checks that failed, for whoever looks at the table only.
std::string failed_checks(const Entry& entry) {
  std::string text;
  if (!entry.result) return text;
  for (const judge::CheckResult& check : entry.result->checks) {
    if (check.status != judge::CheckStatus::failed) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} ({})", check.id, verdict::name(check.verdict));
  }
  return text;
}

/// What is most worth knowing in one line.
std::string gist(const Entry& entry) {
  if (entry.standing.override_by_staff) return exports::note(entry);
  if (!entry.standing.reason.empty()) return exports::line(entry.standing.reason);
  std::string failed = entry.points() ? failed_checks(entry) : "";
  return failed.empty() ? exports::note(entry) : failed;
}

std::string remark(const Entry& entry) {
  std::string text = gist(entry);
  if (!entry.same_as.empty()) {
    text += fmt::format("{}identical with {} other{}", text.empty() ? "" : "; ",
                        entry.same_as.size(), entry.same_as.size() == 1 ? "" : "s");
  }
  return escaped_markup(text);
}

std::string row(const Class& all, const Entry& entry) {
  const store::Standing& s = entry.standing;
  const std::string kind = entry.faulty() ? " class=\"fault\"" : "";
  return fmt::format(
      "<tr{} data-page=\"{}\"><th scope=\"row\">{}</th><td>{}</td>{}<td "
      "class=\"status\">{}</td><td>{}{}</td>"
      "<td>{}</td></tr>\n",
      kind, anchor(all, entry), link(all, entry), escaped_markup(s.identity.name),
      points_cell(entry), store::name(s.state), escaped_markup(s.attempt), s.late ? " late" : "",
      remark(entry));
}

}  // namespace

std::string students(const Class& all) {
  std::string text =
      "<section id=\"students\">\n<h2>Students</h2>\n"
      "<p id=\"search\" hidden><label>Search <input type=\"search\" id=\"q\" "
      "placeholder=\"name, check, verdict, message\"></label> "
      "<output id=\"shown\" for=\"q\"></output></p>\n"
      "<div class=\"wide\"><table class=\"sortable\" id=\"all-students\">\n<thead><tr>"
      "<th scope=\"col\">Student</th><th scope=\"col\">Name</th><th scope=\"col\">Points</th>"
      "<th scope=\"col\">Status</th><th scope=\"col\">Attempt</th><th scope=\"col\">Remark</th>"
      "</tr></thead>\n<tbody>\n";
  for (const Entry& entry : all.entries) text += row(all, entry);
  return text + "</tbody>\n</table></div>\n</section>\n";
}

}  // namespace lockstep::page
