#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <limits>

#include <fmt/format.h>
#include <boost/json.hpp>

#include <lockstep/verdict/finding.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::verdict {
namespace {

namespace json = boost::json;

// A report that keeps to these always fits in `longest_line`, even if JSON writes each byte as six.
constexpr std::size_t most_findings = 16;
constexpr std::size_t most_places = 16;
constexpr std::size_t longest_text = 8 << 10;
constexpr std::size_t longest_name = 1 << 10;
constexpr std::size_t longest_replay = 2 << 20;
constexpr std::size_t longest_line = 8 << 20;

std::string bounded(std::string_view text, std::size_t longest) {
  std::string valid = valid_utf8(text.substr(0, longest));
  if (text.size() <= longest && valid.size() <= longest) return valid;
  constexpr std::size_t room_for_mark = 40;
  std::size_t keep = std::min(valid.size(), longest - room_for_mark);
  while (keep > 0 && find_invalid_utf8(std::string_view(valid).substr(0, keep)) < keep) --keep;
  return fmt::format("{}… ({} bytes)", std::string_view(valid).substr(0, keep), text.size());
}

json::object to_json(const Place& place) {
  return {{"file", bounded(place.file, longest_name)},
          {"line", std::max(place.line, 0)},
          {"role", bounded(place.role, longest_name)}};
}

json::object to_json(const Finding& finding) {
  json::array places;
  for (std::size_t i = 0; i < std::min(finding.places.size(), most_places); ++i) {
    places.push_back(to_json(finding.places[i]));
  }
  return {{"word", name(finding.word)},
          {"message", bounded(finding.message, longest_text)},
          {"advice", bounded(finding.advice, longest_text)},
          {"places", std::move(places)},
          {"replay", bounded(finding.replay, longest_name)}};
}

/// An object all of whose keys are known and there. `where` names it in errors.
class StrictObject {
 public:
  StrictObject(const json::value& value, std::string where, std::initializer_list<const char*> keys)
      : where_(std::move(where)) {
    if (!value.is_object()) throw ReportError(where_ + " is not an object");
    object_ = &value.get_object();
    for (const auto& [key, ignored] : *object_) {
      if (std::find(keys.begin(), keys.end(), std::string_view(key)) == keys.end()) {
        throw ReportError(fmt::format("{}: unknown key '{}'", where_,
                                      printable(std::string_view(key).substr(0, longest_name))));
      }
    }
    for (const char* key : keys) {
      if (!object_->contains(key)) throw ReportError(fmt::format("{}: no key '{}'", where_, key));
    }
  }

  [[nodiscard]] bool is_null(const char* key) const { return object_->at(key).is_null(); }

  [[nodiscard]] std::string text(const char* key, std::size_t longest) const {
    const json::value& value = object_->at(key);
    if (!value.is_string()) fail(key, "is not a string");
    if (value.get_string().size() > longest) fail(key, "is too long");
    return std::string(value.get_string().begin(), value.get_string().end());
  }

  [[nodiscard]] std::uint64_t count(const char* key, std::uint64_t most) const {
    const json::value& value = object_->at(key);
    std::uint64_t count = 0;
    if (value.is_uint64()) {
      count = value.get_uint64();
    } else if (value.is_int64() && value.get_int64() >= 0) {
      count = static_cast<std::uint64_t>(value.get_int64());
    } else {
      fail(key, "is not a whole number of at least 0");
    }
    if (count > most) fail(key, "is too large");
    return count;
  }

  [[nodiscard]] bool boolean(const char* key) const {
    const json::value& value = object_->at(key);
    if (!value.is_bool()) fail(key, "is not true or false");
    return value.get_bool();
  }

  [[nodiscard]] const json::array& array(const char* key, std::size_t most) const {
    const json::value& value = object_->at(key);
    if (!value.is_array()) fail(key, "is not an array");
    if (value.get_array().size() > most) fail(key, "has too many entries");
    return value.get_array();
  }

  [[nodiscard]] std::vector<std::string> texts(const char* key, std::size_t most,
                                               std::size_t longest) const {
    std::vector<std::string> result;
    for (const json::value& value : array(key, most)) {
      if (!value.is_string()) fail(key, "holds something else than strings");
      if (value.get_string().size() > longest) fail(key, "holds a string that is too long");
      result.emplace_back(value.get_string().begin(), value.get_string().end());
    }
    return result;
  }

  [[noreturn]] void fail(const char* key, std::string_view reason) const {
    throw ReportError(fmt::format("{}: '{}' {}", where_, key, reason));
  }

 private:
  std::string where_;
  const json::object* object_ = nullptr;
};

Place place_from(const json::value& value) {
  const StrictObject object(value, "place", {"file", "line", "role"});
  return {object.text("file", longest_name),
          static_cast<int>(object.count("line", std::numeric_limits<int>::max())),
          object.text("role", longest_name)};
}

Finding finding_from(const json::value& value) {
  const StrictObject object(value, "finding", {"word", "message", "advice", "places", "replay"});
  Finding finding;
  const std::string word = object.text("word", longest_name);
  const std::optional<Word> parsed = parse_word(word);
  if (!parsed || *parsed == Word::ok) {
    object.fail("word", fmt::format("cannot be '{}'", printable(word)));
  }
  finding.word = *parsed;
  finding.message = object.text("message", longest_text);
  finding.advice = object.text("advice", longest_text);
  for (const json::value& place : object.array("places", most_places)) {
    finding.places.push_back(place_from(place));
  }
  finding.replay = object.text("replay", longest_name);
  return finding;
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

std::string bytes_of(const std::string& text) {
  const auto digit = [](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
  const bool clean =
      text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!clean) throw ReportError("check report: the replay is not hexadecimal");
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
  }
  return bytes;
}

json::value parsed(std::string_view line) {
  if (line.size() > longest_line) throw ReportError("check report: longer than 8 MiB");
  try {
    return json::parse(line);
  } catch (const std::exception& error) {
    throw ReportError(fmt::format("check report: not JSON: {}", error.what()));
  }
}

}  // namespace

std::string to_json_line(const CheckReport& report) {
  json::array findings;
  for (std::size_t i = 0; i < std::min(report.findings.size(), most_findings); ++i) {
    findings.push_back(to_json(report.findings[i]));
  }
  json::array notes;
  for (std::size_t i = 0; i < std::min(report.notes.size(), most_findings); ++i) {
    notes.emplace_back(bounded(report.notes[i], longest_text));
  }
  std::string replay = hexadecimal(report.replay);
  if (replay.size() > longest_replay) replay.clear();
  json::value fault;
  if (report.fault) fault = bounded(*report.fault, longest_text);
  return json::serialize(json::object{{"check", bounded(report.check, longest_name)},
                                      {"findings", std::move(findings)},
                                      {"fault", std::move(fault)},
                                      {"interleavings", report.interleavings},
                                      {"exhausted", report.exhausted},
                                      {"notes", std::move(notes)},
                                      {"replay", std::move(replay)}});
}

CheckReport check_report_from_json(std::string_view line) {
  const json::value document = parsed(line);
  const StrictObject object(
      document, "check report",
      {"check", "findings", "fault", "interleavings", "exhausted", "notes", "replay"});
  CheckReport report;
  report.check = object.text("check", longest_name);
  for (const json::value& finding : object.array("findings", most_findings)) {
    report.findings.push_back(finding_from(finding));
  }
  if (!object.is_null("fault")) report.fault = object.text("fault", longest_text);
  report.interleavings = object.count("interleavings", std::numeric_limits<std::uint64_t>::max());
  report.exhausted = object.boolean("exhausted");
  report.notes = object.texts("notes", most_findings, longest_text);
  report.replay = bytes_of(object.text("replay", longest_replay));
  return report;
}

}  // namespace lockstep::verdict
