#include <boost/json.hpp>
#include <lockstep/export/formats.hpp>
#include <lockstep/export/words.hpp>

namespace lockstep::exports {
namespace {

using boost::json::array;
using boost::json::object;
using judge::CheckStatus;

// Gradescope cuts there; the remark about what is cut stays below it, too.
constexpr std::size_t kMostShown = 99'900;

object test_of(const judge::CheckResult& check, std::size_t number, bool graded) {
  std::string output = check.status == CheckStatus::passed
                           ? line(check.title)
                           : line(check.title) + "\n" + reason(check);
  if (const std::string more = details(check); !more.empty()) output += "\n\n" + more;
  object test{{"name", line(check.id)},           {"name_format", "text"},
              {"number", std::to_string(number)}, {"output", lines(output, kMostShown)},
              {"output_format", "text"},          {"visibility", "visible"}};
  if (!graded) return test;
  test["score"] = check.points;
  test["max_score"] = check.max_points;
  test["status"] = check.status == CheckStatus::passed ? "passed" : "failed";
  if (check.status == CheckStatus::failed) {
    test["extra_data"] = {{"verdict", verdict::name(check.verdict)}};
  }
  return test;
}

}  // namespace

std::string gradescope(const Entry& entry) {
  const auto points = entry.points();
  std::string output = headline(entry);
  if (const std::string more = note(entry); !more.empty()) output += "\n" + more;
  object document{{"output_format", "text"},
                  {"test_output_format", "text"},
                  {"test_name_format", "text"},
                  {"visibility", "visible"},
                  {"stdout_visibility", "hidden"}};
  if (points) document["score"] = *points;
  array tests;
  if (entry.result) {
    const judge::Result& result = *entry.result;
    const std::string errors = compiler_errors(result);
    if (!errors.empty()) output += "\n\n" + errors;
    for (const judge::CheckResult& check : result.checks) {
      tests.push_back(
          test_of(check, tests.size() + 1, result.status != judge::Status::grader_fault));
    }
    if (result.measured.total.count() > 0) {
      document["execution_time"] = static_cast<double>(result.measured.total.count()) / 1000;
    }
    document["extra_data"] = {{"exercise", line(result.exercise)},
                              {"status", judge::name(result.status)},
                              {"sandbox", std::string_view(&result.sandbox, 1)}};
  }
  document["output"] = lines(output, kMostShown);
  document["tests"] = std::move(tests);
  return boost::json::serialize(document) + '\n';
}

}  // namespace lockstep::exports
