#include "batch_export_options.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

#include "extras.hpp"
#include "options.hpp"

namespace lockstep::cli {
namespace {

constexpr const char* kFooter = R"TEXT(
Who has no grade because of a grader fault is blank everywhere, comes first, and is named on standard
error. docs/exports.md says what each format is for.

Exit status: 0 written, 1 written but for students whom the sheet does not know, 2 wrong usage, 3 the
grader could not work.

  grade batch export csv --out graded --to grades.csv
  grade batch export canvas --out graded --sheet gradebook.csv --column "Queue (1234)" --to new.csv
  grade batch export moodle --out graded --sheet worksheet.csv --to new.csv
  grade batch export gradescope --out graded --to folder    one results.json for each student
  grade batch report --out graded --to report.html
  grade batch similarity-export --out graded --to folder    one folder for each student, for JPlag)TEXT";

const std::vector<std::string> formats{"canvas", "classroom50", "csv",   "gradescope", "html",
                                       "jplag",  "json",        "junit", "moodle",     "sarif"};

bool writes_folder(const std::string& format) {
  return format == "classroom50" || format == "gradescope" || format == "jplag";
}

struct Parser {
  CLI::App app;
  BatchExportOptions options;
  std::string sheet;

  explicit Parser(const std::string& word)
      : app("Writes what a batch has graded in the formats of others.", "grade batch " + word) {
    app.footer(kFooter);
    app.allow_extras();
    if (word == "export") {
      app.add_option("format", options.format, fmt::format("{}", fmt::join(formats, ", ")))
          ->type_name("");
    } else {
      options.format = word == "report" ? "html" : "jplag";
    }
    text("-o,--out", options.out, "FOLDER", "the folder that grade batch --out was given");
    text("--to", options.to, "FILE", "what is written: a file, - for standard output, or a folder");
    text("--sheet", sheet, "FILE", "what Canvas or Moodle exported, to be filled in");
    text("--column", options.column, "NAME", "Canvas: the assignment's column, \"Title (1234)\"");
    text("--grade-column", options.moodle.grade, "NAME", "Moodle: how the site calls 'Grade'");
    text("--maximum-column", options.moodle.maximum, "NAME", "and 'Maximum Grade'");
    text("--feedback-column", options.moodle.feedback, "NAME", "and 'Feedback comments'");
    app.add_flag("--scale", options.moodle.scale, "Moodle: convert points to the sheet's maximum");
    text("--classroom", options.classroom, "NAME", "Classroom 50: the classroom");
    text("--assignment", options.assignment, "NAME", "and the assignment");
  }

  void text(const char* name, std::string& to, const char* type, const char* what) {
    app.add_option(name, to, what)->type_name(type);
  }
};

void check_format(const std::string& format) {
  if (format.empty()) {
    throw UsageError(fmt::format("which format? There are {}", fmt::join(formats, ", ")));
  }
  if (std::find(formats.begin(), formats.end(), format) != formats.end()) return;
  const auto meant = catalogue::nearest(format, formats);
  throw UsageError(fmt::format("unknown format '{}'; {}", verdict::printable(format),
                               meant ? fmt::format("did you mean '{}'?", *meant)
                                     : fmt::format("there are {}", fmt::join(formats, ", "))));
}

BatchExportOptions checked(Parser& parser) {
  BatchExportOptions& options = parser.options;
  check_format(options.format);
  refuse_extras(parser.app, parser.app.remaining(true));
  if (options.out.empty()) {
    throw UsageError("which batch? --out FOLDER names the folder that 'grade batch' wrote");
  }
  if (parser.app.count("--sheet") > 0) options.sheet = parser.sheet;
  if (options.format == "moodle" && !options.sheet) {
    throw UsageError(
        "moodle needs --sheet FILE: the grading worksheet as downloaded (Assignment, Submissions, "
        "Download grading worksheet), since only it knows the participants");
  }
  if (options.to.empty()) {
    if (writes_folder(options.format)) {
      throw UsageError(fmt::format("{} writes one folder for each student: --to FOLDER says where",
                                   options.format));
    }
    options.to = "-";
  }
  return options;
}

}  // namespace

bool is_batch_export(const std::string& word) {
  return word == "export" || word == "report" || word == "similarity-export";
}

AnyBatchOptions read_batch_export_options(const std::vector<std::string>& arguments) {
  Parser parser(arguments.front());
  std::vector<std::string> rest(arguments.rbegin(), arguments.rend() - 1);  // as CLI11 wants it
  try {
    parser.app.parse(rest);
  } catch (const CLI::CallForHelp&) {
    return BatchHelp{parser.app.help()};
  } catch (const CLI::ParseError& error) {
    throw UsageError(verdict::printable(error.what()));
  }
  return checked(parser);
}

}  // namespace lockstep::cli
