// One student's page: identity, what counts, each check with what happened, and the code.
#include <fmt/format.h>
#include <lockstep/export/markup.hpp>
#include <lockstep/export/words.hpp>

#include "parts.hpp"

namespace lockstep::page {
namespace {

using exports::escaped_markup;
using judge::CheckStatus;

void add_fact(std::string& to, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  to += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, escaped_markup(exports::line(text)));
}

std::string facts(const store::Standing& s) {
  std::string text;
  add_fact(text, "Name", s.identity.name);
  add_fact(text, "Id", s.identity.id);
  add_fact(text, "University", s.identity.sis_id);
  add_fact(text, "Login", s.identity.login);
  add_fact(text, "E-mail", s.identity.email);
  add_fact(text, "Attempt",
           s.attempts > 1 ? fmt::format("{} of {}", s.attempt, s.attempts) : s.attempt);
  add_fact(text, "Handed in", s.late ? s.handed_in + " late" : s.handed_in);
  add_fact(text, "From", s.origin);
  add_fact(text, "Graded", s.graded_at);
  add_fact(text, "On", s.host);
  for (const std::string& remark : s.remarks) add_fact(text, "Remark", remark);
  return text.empty() ? "" : "<dl>\n" + text + "</dl>\n";
}

std::string_view kind_of(const judge::CheckResult& check) {
  if (check.undecided) return "undecided";
  return judge::name(check.status);
}

std::string points_of(const judge::CheckResult& check) {
  if (check.undecided) return fmt::format("?/{}", check.max_points);
  if (check.status == CheckStatus::skipped) return fmt::format("–/{}", check.max_points);
  return fmt::format("{}/{}", check.points, check.max_points);
}

std::string row(const judge::CheckResult& check) {
  std::string what = escaped_markup(exports::line(check.title));
  if (check.status != CheckStatus::passed) {
    what += "<br><b>" + escaped_markup(exports::reason(check)) + "</b>";
  }
  if (const std::string details = exports::details(check); !details.empty()) {
    what += "<pre class=\"message\">" + escaped_markup(details) + "</pre>";
  }
  return fmt::format(
      "<tr class=\"{}\"><th scope=\"row\"><code>{}</code></th><td class=\"number\">{}</td>"
      "<td>{}</td></tr>\n",
      kind_of(check), escaped_markup(exports::line(check.id)), points_of(check), what);
}

std::string checks_of(const judge::Result& result) {
  std::string text;
  if (const std::string errors = exports::compiler_errors(result); !errors.empty()) {
    text += "<pre class=\"message\">" + escaped_markup(errors) + "</pre>\n";
  }
  if (result.status == judge::Status::did_not_compile) return text;
  text += "<table>\n<tbody>\n";
  for (const judge::CheckResult& check : result.checks) text += row(check);
  return text + "</tbody>\n</table>\n";
}

std::string same_as(const Class& all, const Entry& entry) {
  if (entry.same_as.empty()) return "";
  std::string text = "<p class=\"names\">Identical with ";
  for (const Entry& other : all.entries) {
    if (&other != &entry && other.standing.content == entry.standing.content) {
      text += link(all, other) + "\n";
    }
  }
  return text + "</p>\n";
}

}  // namespace

std::string student(const Class& all, const Entry& entry,
                    const std::vector<store::SourceText>& sources) {
  const store::Standing& s = entry.standing;
  std::string text = fmt::format("<article id=\"{}\"{}>\n<h3>{}</h3>\n<p class=\"points\">{}</p>\n",
                                 anchor(all, entry), entry.faulty() ? " class=\"fault\"" : "",
                                 escaped_markup(exports::line(s.student)),
                                 escaped_markup(exports::headline(entry)));
  if (const std::string note = exports::note(entry); !note.empty()) {
    text += "<p><b>" + escaped_markup(note) + "</b></p>\n";
  }
  text += facts(s) + same_as(all, entry);
  if (entry.result) {
    for (const std::string& fault : entry.result->faults) {
      text += "<pre class=\"message\">" + escaped_markup(exports::lines(fault)) + "</pre>\n";
    }
    text += checks_of(*entry.result);
  }
  for (const store::SourceText& file : sources) text += source(entry, file);
  return text + "<p><a href=\"#students\">all students</a></p>\n</article>\n";
}

}  // namespace lockstep::page
