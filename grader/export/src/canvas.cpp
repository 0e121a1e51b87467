// Canvas finds students by ID, then SIS user, login and name. Blank means no grade.
#include <lockstep/export/sheets.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <lockstep/export/words.hpp>
#include "csv.hpp"
#include "match.hpp"

namespace lockstep::exports {
namespace {

constexpr std::string_view points_possible = "Points Possible";

Row header(const std::string& column) {
  return {"Student", "ID", "SIS User ID", "SIS Login ID", "Section", column};
}

std::string grade(const Entry* entry) {
  if (entry == nullptr || !entry->points()) return "";
  return std::to_string(*entry->points());
}

Row maximum(int points) {
  return {"    " + std::string(points_possible), "", "", "", "", std::to_string(points)};
}

std::string from_standings(const Class& all, const std::string& column) {
  std::string text = csv_line(header(column)) + csv_line(maximum(all.subject.max_score));
  for (const Entry& entry : all.entries) {
    const store::Identity& who = entry.standing.identity;
    const std::string& name = who.name.empty() ? entry.standing.student : who.name;
    text += csv_line({name, who.id, who.sis_id, who.login, who.section, grade(&entry)});
  }
  return text;
}

/// The cells that Canvas needs to find a student, read by the names of its columns.
class Gradebook {
 public:
  explicit Gradebook(const std::string& text) : table_(read_csv(text)) {
    student_ = column("Student");
    id_ = column("ID");
    login_ = column("SIS Login ID");
    sis_ = optional_column("SIS User ID");
    section_ = optional_column("Section");
    for (std::size_t i = 1; i < table_.rows.size(); ++i) {
      const Row& row = table_.rows[i];
      if (cell(row, id_).empty() && cell(row, login_).empty()) continue;  // points possible, totals
      students_.push_back(&row);
    }
  }

  [[nodiscard]] std::vector<Clues> clues() const {
    std::vector<Clues> all;
    for (const Row* row : students_) {
      all.push_back(
          {cell(*row, id_), cell(*row, sis_), cell(*row, login_), "", cell(*row, student_)});
    }
    return all;
  }

  [[nodiscard]] Row line(std::size_t student, const std::string& grade) const {
    const Row& row = *students_[student];
    return {cell(row, student_), cell(row, id_),      cell(row, sis_),
            cell(row, login_),   cell(row, section_), grade};
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  static std::string cell(const Row& row, std::size_t at) { return at < row.size() ? row[at] : ""; }

  [[nodiscard]] std::size_t optional_column(std::string_view name) const {
    const Row& header = table_.rows.front();
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? none : static_cast<std::size_t>(found - header.begin());
  }

  [[nodiscard]] std::size_t column(std::string_view name) const {
    const std::size_t at = optional_column(name);
    if (at != none) return at;
    throw SheetError(
        fmt::format("line 1: there is no column '{}'; give the file that Canvas exports "
                    "(Grades, Export entire gradebook)",
                    name));
  }

  Table table_;
  std::vector<const Row*> students_;
  std::size_t student_ = 0, id_ = 0, login_ = 0, sis_ = none, section_ = none;
};

}  // namespace

Sheet canvas(const Class& all, const std::string& column, const std::optional<std::string>& sheet) {
  if (!sheet) return {from_standings(all, column), {}};
  const Gradebook book(*sheet);
  Matches found = match(all, book.clues());
  Sheet filled{csv_line(header(column)) + csv_line(maximum(all.subject.max_score)), {}};
  std::string others;
  for (std::size_t i = 0; i < found.of_line.size(); ++i) {
    const Entry* entry = found.of_line[i];
    const bool first = entry != nullptr && entry->faulty();
    (first ? filled.text : others) += csv_line(book.line(i, grade(entry)));
  }
  filled.text += others;
  filled.missing = std::move(found.missing);
  return filled;
}

}  // namespace lockstep::exports
