#include <lockstep/batch/outcome.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>
#include <lockstep/report/json.hpp>

namespace lockstep::batch {
namespace {

namespace json = boost::json;

store::State state_of(std::string_view status) {
  using store::State;
  for (const State each : {State::graded, State::did_not_compile, State::tampering, State::fault}) {
    if (store::name(each) == status) return each;
  }
  throw std::invalid_argument(fmt::format("it has the status '{}'", status));
}

/// One line for each check: "id status points verdict".
std::string outline_of(const json::object& document) {
  std::string outline;
  for (const json::value& each : document.at("checks").as_array()) {
    const json::object& check = each.as_object();
    const json::value& verdict = check.at("verdict");
    outline +=
        fmt::format("{} {} {} {}\n", std::string_view(check.at("id").as_string()),
                    std::string_view(check.at("status").as_string()), check.at("points").as_int64(),
                    verdict.is_string() ? std::string_view(verdict.as_string()) : "-");
  }
  return outline;
}

std::string joined_faults(const json::object& document) {
  std::vector<std::string> faults;
  for (const json::value& each : document.at("faults").as_array()) {
    faults.emplace_back(std::string_view(each.as_string()));
  }
  return fmt::format("{}", fmt::join(faults, "; "));
}

/// The first error, with its place.
std::string what_was_refused(const json::object& document) {
  for (const json::value& value : document.at("diagnostics").as_array()) {
    const json::object& each = value.as_object();
    if (each.at("severity").as_string() != "error") continue;
    const std::string_view file = each.at("file").as_string();
    const auto line = each.at("line").to_number<std::int64_t>();
    const std::string_view message = each.at("message").as_string();
    if (file.empty()) return std::string(message);
    return line > 0 ? fmt::format("{}:{}: {}", file, line, message)
                    : fmt::format("{}: {}", file, message);
  }
  return {};
}

std::string reason(store::State state, const json::object& document) {
  std::string text;
  if (state == store::State::fault) text = joined_faults(document);
  if (state == store::State::did_not_compile) text = what_was_refused(document);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

store::Graded read(std::string_view text) {
  json::value parsed = json::parse(json::string_view(text.data(), text.size()));
  json::object& document = parsed.as_object();
  if (document.at("schema").as_string() != "lockstep/result/v1") {
    throw std::invalid_argument("it has another schema");
  }
  store::Graded graded;
  graded.state = state_of(std::string_view(document.at("status").as_string()));
  graded.outline = outline_of(document);
  graded.reason = reason(graded.state, document);
  if (graded.state != store::State::fault) {
    graded.score = static_cast<int>(document.at("score").as_int64());
  }
  if (const json::value* measured = document.if_contains("measured")) {
    graded.host = std::string_view(measured->at("host").as_string());
    graded.measured = json::serialize(*measured);
    document.erase("measured");
  }
  graded.json = json::serialize(document) + '\n';
  return graded;
}

struct Line {
  std::string status;
  std::string points;
  std::string verdict;

  [[nodiscard]] std::string text() const {
    const bool plain = verdict == "-" || verdict == "ok";
    return fmt::format("{} {}{}", status, points, plain ? "" : fmt::format(" ({})", verdict));
  }
};

std::map<std::string, Line> checks_of(const std::string& outline) {
  std::map<std::string, Line> lines;
  std::size_t begin = 0;
  while (begin < outline.size()) {
    const std::size_t end = std::min(outline.find('\n', begin), outline.size());
    std::array<std::string, 4> words;
    std::size_t word = 0;
    for (const char c : outline.substr(begin, end - begin)) {
      if (c == ' ' && word + 1 < words.size()) {
        ++word;
      } else {
        words[word] += c;
      }
    }
    lines[words[0]] = {words[1], words[2], words[3]};
    begin = end + 1;
  }
  return lines;
}

}  // namespace

store::Graded outcome(std::string_view text) {
  try {
    return read(text);
  } catch (const std::exception& error) {
    store::Graded fault;
    fault.state = store::State::fault;
    fault.reason = fmt::format("grading wrote no result: {}", error.what());
    return fault;
  }
}

store::Graded outcome(const judge::Result& result) { return outcome(report::json(result, false)); }

std::vector<std::string> differences(const std::string& before, const std::string& after) {
  const auto old = checks_of(before);
  const auto now = checks_of(after);
  std::vector<std::string> found;
  for (const auto& [id, line] : old) {
    const auto at = now.find(id);
    if (at == now.end()) {
      found.push_back(fmt::format("{}: {} → no such check any more", id, line.text()));
    } else if (at->second.text() != line.text()) {
      found.push_back(fmt::format("{}: {} → {}", id, line.text(), at->second.text()));
    }
  }
  for (const auto& [id, line] : now) {
    if (!old.contains(id)) found.push_back(fmt::format("{}: new check → {}", id, line.text()));
  }
  return found;
}

std::string cause(const store::Side& before, const store::Side& after) {
  std::vector<std::string_view> causes;
  if (before.content != after.content) causes.push_back("the submission");
  if (before.versions.exercise != after.versions.exercise) causes.push_back("the exercise");
  if (before.versions.grader != after.versions.grader) causes.push_back("the grader");
  if (before.versions.compiler != after.versions.compiler) causes.push_back("the compiler");
  return causes.empty() ? "nothing; graded again" : fmt::format("{}", fmt::join(causes, " and "));
}

}  // namespace lockstep::batch
