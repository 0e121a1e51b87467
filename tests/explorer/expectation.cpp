#include "expectation.hpp"

#include <charconv>
#include <fstream>

namespace lockstep::explorer_cases {
namespace {

long number(const std::string& text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw BadCase("not a number: " + text);
  }
  return value;
}

bool yes(const std::string& text) {
  if (text != "yes" && text != "no") throw BadCase("neither yes nor no: " + text);
  return text == "yes";
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// False: an unknown key.
bool set(Expectation& want, const std::string& key, const std::string& value) {
  if (key == "about" || key == "tsan") return true;
  if (key == "expect") {
    append(want.verdicts, words(value, '|'));
  } else if (key == "lines") {
    for (const std::string& each : words(value)) {
      want.lines.push_back(static_cast<int>(number(each)));
    }
  } else if (key == "outcomes") {
    append(want.outcomes, words(value));
  } else if (key == "outcome") {
    want.outcomes.push_back(value);
  } else if (key == "interleavings") {
    want.interleavings = number(value);
  } else if (key == "exhausted") {
    want.exhausted = yes(value);
  } else if (key == "spurious") {
    want.spurious = yes(value);
  } else if (key == "note") {
    want.notes.push_back(value);
  } else if (key == "kind") {
    want.kinds.push_back(value);
  } else if (key == "text") {
    want.texts.push_back(value);
  } else if (key == "silent") {
    want.silent.push_back(value);
  } else if (key == "undecided") {
    want.undecided.push_back(value);
  } else if (key == "options") {
    append(want.options, words(value));
  } else if (key == "args") {
    append(want.arguments, words(value));
  } else if (key == "std") {
    want.standard = value;
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> words(std::string_view text, char separator) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) result.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

Expectation read_expectation(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw BadCase("cannot be read");
  Expectation want;
  for (std::string line; std::getline(in, line) && line.starts_with("//");) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("//  ")) continue;  // goes on with the line before
    if (colon == std::string::npos || !line.starts_with("// ") ||
        !set(want, line.substr(3, colon - 3), line.substr(colon + 2))) {
      throw BadCase("unknown line: " + line);
    }
  }
  if (want.verdicts.empty()) throw BadCase("the line `// expect: …` is missing");
  return want;
}

}  // namespace lockstep::explorer_cases
