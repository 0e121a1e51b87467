#include <algorithm>

#include <boost/json.hpp>
#include <lockstep/export/formats.hpp>
#include <lockstep/export/words.hpp>

namespace lockstep::exports {
namespace {

using boost::json::array;
using boost::json::object;

array tests_of(const Entry& entry) {
  array tests;
  if (!entry.result) return tests;
  for (const judge::CheckResult& check : entry.result->checks) {
    tests.push_back(object{{"test-name", line(check.id)},
                           {"passed", check.status == judge::CheckStatus::passed},
                           {"score", check.points},
                           {"max-score", check.max_points}});
  }
  return tests;
}

}  // namespace

std::string classroom50(const Entry& entry, const Classroom50Stamps& stamps) {
  const int most = entry.standing.max_score;
  object document{{"schema", "classroom50/result/v1"}};
  const auto stamp = [&](const char* key, const std::string& text) {
    if (!text.empty()) document[key] = line(text);
  };
  stamp("classroom", stamps.classroom);
  stamp("assignment", stamps.assignment);
  stamp("submission", stamps.submission);
  stamp("commit", stamps.commit);
  stamp("release", stamps.release);
  stamp("review", stamps.review);
  stamp("datetime", stamps.datetime);
  document["score"] = std::clamp(entry.points().value_or(0), 0, most);
  document["max-score"] = most;
  document["tests"] = tests_of(entry);
  return boost::json::serialize(document) + '\n';
}

}  // namespace lockstep::exports
