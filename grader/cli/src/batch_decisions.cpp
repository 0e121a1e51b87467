// `grade batch show`, `diff`, `apply`, `discard`, `override`.
#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/store/ledger.hpp>
#include <lockstep/store/reader.hpp>
#include <lockstep/verdict/printable.hpp>

#include "batch_summary.hpp"
#include "commands.hpp"

namespace lockstep::cli {
namespace {

void print_or_fail(const std::string& text) {
  if (!print(text)) throw build::GraderFault("cannot write to standard output");
}

int show(const BatchDecisionOptions& options) {
  const store::Reader reader(options.out);
  if (!options.json) {
    print_or_fail(table(reader));
  } else if (*options.json == "-") {
    print_or_fail(batch_json(reader));
  } else {
    write_file(*options.json, batch_json(reader));
  }
  return Exit::all_passed;
}

int diff(store::Ledger& ledger, const std::string& out) {
  const std::vector<store::Change> proposals = ledger.proposals();
  if (proposals.empty()) {
    print_or_fail(" no grade would change\n");
    return Exit::all_passed;
  }
  print_or_fail(
      fmt::format(" {} grades would change:\n{} grade batch apply --out {}     or discard; "
                  "or only for some: … {}\n",
                  proposals.size(), changes(proposals), out, proposals.front().student));
  return Exit::something_failed;
}

}  // namespace

int batch_decision(const BatchDecisionOptions& options) {
  using What = BatchDecisionOptions::What;
  if (options.what == What::show) return show(options);
  store::Ledger ledger(options.out);
  if (options.what == What::diff) return diff(ledger, verdict::printable(options.out.string()));
  std::vector<std::string> students;
  for (const std::string& each : options.students) students.push_back(ledger.find_student(each));
  const bool apply = options.what == What::apply;
  const std::size_t count = apply ? ledger.apply(students) : ledger.discard(students);
  print_or_fail(fmt::format(" {} grades {}\n", count, apply ? "changed" : "stay as they are"));
  return Exit::all_passed;
}

int batch_override(const BatchOverrideOptions& options) {
  store::Ledger ledger(options.out);
  const std::string student = ledger.find_student(options.student);
  if (!options.points) {
    if (!ledger.take_back_override(student, options.by, options.reason)) {
      throw UsageError(fmt::format("there is no override for {}", student));
    }
    print_or_fail(fmt::format(" {}: what was graded counts again\n", student));
    return Exit::all_passed;
  }
  ledger.override_points(student, {*options.points, options.by, options.reason, ""});
  std::string graded = "nothing";
  if (const auto standing = store::Reader(options.out).standing(student);
      standing && standing->score) {
    graded = std::to_string(*standing->score);
  }
  print_or_fail(fmt::format(" {}: {} of {} points from now on (graded: {}), by {}: {}\n", student,
                            *options.points, ledger.subject().max_score, graded,
                            verdict::printable(options.by), verdict::printable(options.reason)));
  return Exit::all_passed;
}

}  // namespace lockstep::cli
