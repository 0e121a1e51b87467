// Students whose submissions have something in common.
#include <fmt/format.h>
#include <lockstep/export/markup.hpp>
#include <lockstep/export/words.hpp>

#include "parts.hpp"

namespace lockstep::page {
namespace {

using exports::escaped_markup;

constexpr std::size_t most_groups = 60;

std::string links(const Class& all, const Group& group) {
  std::string text = "<p class=\"names\">";
  for (const Entry* entry : group.entries) text += link(all, *entry) + "\n";
  return text + "</p>\n";
}

std::string item(const Class& all, const Group& group, bool open) {
  return fmt::format(
      "<details{}>\n<summary><b>{}</b> {}</summary>\n<pre "
      "class=\"message\">{}</pre>\n{}</details>\n",
      open ? " open" : "", counted(group.entries.size(), "student"), escaped_markup(group.title),
      escaped_markup(exports::lines(group.example, 2'000)), links(all, group));
}

std::string items(const Class& all, const std::vector<Group>& groups, bool open) {
  std::string text;
  for (std::size_t i = 0; i < std::min(groups.size(), most_groups); ++i) {
    text += item(all, groups[i], open);
  }
  if (groups.size() > most_groups) {
    text += fmt::format("<p>… {} smaller groups</p>\n", groups.size() - most_groups);
  }
  return text;
}

}  // namespace

std::string faults_section(const Class& all) {
  const std::vector<Group> groups = grader_faults(all);
  if (groups.empty()) return "";
  return "<section id=\"faults\" class=\"fault\">\n<h2>Grader faults</h2>\n"
         "<p>The grader could not do its work for these students. They have no grade, which is not "
         "a zero: find the cause and grade them again.</p>\n" +
         items(all, groups, true) + "</section>\n";
}

std::string same_fault_section(const Class& all) {
  const std::vector<Group> groups = same_fault(all);
  return "<section id=\"same-fault\">\n<h2>The same fault</h2>\n"
         "<p>Submissions that fail the same check in the same way; one student's message stands "
         "for all.</p>\n" +
         (groups.empty() ? "<p>No two submissions have the same fault.</p>\n"
                         : items(all, groups, false)) +
         "</section>\n";
}

std::string identical_section(const Class& all) {
  std::string text = "<section id=\"identical\">\n<h2>Identical submissions</h2>\n";
  const std::vector<Group> groups = identical(all);
  if (groups.empty()) return text + "<p>No two students handed in the same.</p>\n</section>\n";
  text +=
      "<p>The same files but for line ends. Whether that matters is for people to say: the stub "
      "handed in unchanged is identical, too.</p>\n<ul>\n";
  for (const Group& group : groups) {
    text +=
        "<li>" + counted(group.entries.size(), "student") + ": " + links(all, group) + "</li>\n";
  }
  return text + "</ul>\n</section>\n";
}

}  // namespace lockstep::page
