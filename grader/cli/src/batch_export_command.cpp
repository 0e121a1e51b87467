// What a batch has graded, in the formats of others.
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/bundle/folders.hpp>
#include <lockstep/bundle/similarity.hpp>
#include <lockstep/export/formats.hpp>
#include <lockstep/export/sheets.hpp>
#include <lockstep/export/words.hpp>
#include <lockstep/page/page.hpp>
#include <lockstep/store/reader.hpp>
#include <lockstep/verdict/printable.hpp>

#include "commands.hpp"

namespace lockstep::cli {
namespace {

namespace fs = std::filesystem;
using exports::Class;
using exports::Entry;

constexpr std::size_t most_named = 20;

std::string shown(const std::string& text) { return verdict::printable(text); }

std::string read_sheet(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw UsageError(fmt::format("cannot read the sheet {}", shown(file)));
  return text;
}

std::string named(std::vector<std::string> students) {
  const std::size_t all = students.size();
  if (all > most_named) students.resize(most_named);
  return fmt::format("{}{}", fmt::join(students, ", "),
                     all > most_named ? fmt::format(" and {} more", all - most_named) : "");
}

void say_faults(const Class& all) {
  std::vector<std::string> students;
  for (const Entry& entry : all.entries) {
    if (entry.faulty()) students.push_back(shown(entry.standing.student));
  }
  if (students.empty()) return;
  say(fmt::format("no grade because of a grader fault, and blank: {}", named(students)));
}

std::string default_column(const Class& all) {
  return all.subject.title.empty() ? all.subject.exercise
                                   : all.subject.exercise + " " + all.subject.title;
}

exports::Classroom50Stamps stamps_of(const Entry& entry, const BatchExportOptions& options) {
  exports::Classroom50Stamps stamps;
  stamps.classroom = options.classroom;
  stamps.assignment = options.assignment;
  stamps.submission = entry.standing.attempt;
  stamps.datetime = entry.standing.handed_in;
  return stamps;
}

/// One folder for each student with `name` in it, and a list of those who have none.
void write_folders(const Class& all, const fs::path& to, const std::string& name,
                   const std::function<std::string(const Entry&)>& text) {
  bundle::make_empty(to);
  bundle::Names names;
  std::string without;
  for (const Entry& entry : all.entries) {
    const std::string folder = names.take(entry.standing.student);
    if (entry.points()) {
      bundle::write_text(to / folder / name, text(entry));
    } else {
      without += folder + ": " + exports::note(entry) + "\n";
    }
  }
  if (!without.empty()) bundle::write_text(to / "NO-GRADE.txt", without);
}

/// How the format gets its text, and the students whom a sheet does not know.
exports::Sheet document(const Class& all, const store::Reader& reader,
                        const BatchExportOptions& options) {
  const std::string& format = options.format;
  if (format == "csv") return {exports::csv(all), {}};
  if (format == "json") return {exports::json(all), {}};
  if (format == "junit") return {exports::junit(all), {}};
  if (format == "sarif") return {exports::sarif(all, LOCKSTEP_VERSION), {}};
  if (format == "html") {
    const auto sources = [&](const Entry& entry) { return reader.sources(entry.standing.content); };
    return {page::html(all, sources), {}};
  }
  if (format == "moodle") return exports::moodle(all, read_sheet(*options.sheet), options.moodle);
  std::optional<std::string> sheet;
  if (options.sheet) sheet = read_sheet(*options.sheet);
  return exports::canvas(all, options.column.empty() ? default_column(all) : options.column, sheet);
}

int write_document(const Class& all, const store::Reader& reader,
                   const BatchExportOptions& options) {
  const exports::Sheet written = document(all, reader, options);
  if (options.to != "-") {
    write_file(options.to, written.text);
  } else if (!print(written.text)) {
    throw build::GraderFault("cannot write to standard output");
  }
  if (written.missing.empty()) return Exit::all_passed;
  say(fmt::format("the sheet has no line for these students, whose grades are missing in it: {}",
                  named(written.missing)));
  return Exit::something_failed;
}

int write_similarity(const Class& all, const store::Reader& reader,
                     const BatchExportOptions& options) {
  const catalogue::Catalogue catalogue(build::Installation::of_this_build().exercises);
  const bundle::SimilarityLayout layout = bundle::write_similarity(
      options.to, catalogue.find(all.subject.exercise), all,
      [&](const Entry& entry) { return reader.sources(entry.standing.content); });
  say(fmt::format("{} students. Next: java -jar jplag.jar --language cpp --base-code {} {}",
                  layout.students, shown(layout.base.string()),
                  shown(layout.submissions.string())));
  return Exit::all_passed;
}

int write_export(const BatchExportOptions& options) {
  const store::Reader reader(options.out);
  const Class all = exports::arrange(reader.subject(), reader.standings());
  say_faults(all);
  if (options.format == "jplag") return write_similarity(all, reader, options);
  if (options.format == "gradescope") {
    write_folders(all, options.to, "results.json", exports::gradescope);
    return Exit::all_passed;
  }
  if (options.format == "classroom50") {
    write_folders(all, options.to, "result.json", [&](const Entry& entry) {
      return exports::classroom50(entry, stamps_of(entry, options));
    });
    return Exit::all_passed;
  }
  return write_document(all, reader, options);
}

}  // namespace

int batch_export(const BatchExportOptions& options) {
  try {
    return write_export(options);
  } catch (const store::NoStore& error) {
    throw UsageError(error.what());
  } catch (const exports::SheetError& error) {
    throw UsageError(fmt::format("{}: {}", shown(options.sheet.value_or("")), error.what()));
  }
}

}  // namespace lockstep::cli
