#include <lockstep/page/page.hpp>

#include <fmt/format.h>
#include <lockstep/export/markup.hpp>

#include "assets.hpp"
#include "parts.hpp"

namespace lockstep::page {

std::string anchor(const Class& all, const Entry& entry) {
  return fmt::format("student-{}", &entry - all.entries.data() + 1);
}

std::string link(const Class& all, const Entry& entry) {
  return fmt::format(R"(<a href="#{}">{}</a>)", anchor(all, entry),
                     exports::escaped_markup(entry.standing.student));
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string html(const exports::Class& all, const Sources& sources) {
  std::string page = head(all);
  page += "<main>\n" + summary(all) + faults_section(all) + scores(all) + checks(all) +
          same_fault_section(all) + identical_section(all) + students(all);
  page += "<section id=\"pages\">\n<h2>Each student</h2>\n";
  for (const Entry& entry : all.entries) {
    page += student(all, entry, sources ? sources(entry) : std::vector<store::SourceText>());
  }
  page += "</section>\n</main>\n";
  return page + fmt::format("<script>{}</script>\n</body>\n</html>\n", kScript);
}

}  // namespace lockstep::page
