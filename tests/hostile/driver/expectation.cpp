#include "expectation.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace hostile {

namespace {

namespace fs = std::filesystem;
using lockstep::sandbox::Limits;
using std::chrono::milliseconds;

/// Small, so that what is about one limit reaches it soon and no other before it.
Limits small_limits() {
  Limits limits;
  limits.wall = std::chrono::seconds(30);
  limits.cpu = std::chrono::seconds(10);
  limits.memory_bytes = 64U << 20U;
  limits.tasks = 24;
  limits.output_bytes = 64U << 10U;
  limits.file_bytes = 1U << 20U;
  limits.tmp_bytes = 8U << 20U;
  return limits;
}

/// "400ms", "2s", "64M", "64K" or "24", in milliseconds or bytes.
std::uint64_t amount(const std::string& text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const std::string unit(rest, end);
  if (error != std::errc()) throw std::runtime_error("no number: " + text);
  if (unit == "s") return number * 1000;
  if (unit == "K") return number << 10U;
  if (unit == "M") return number << 20U;
  if (unit.empty() || unit == "ms") return number;
  throw std::runtime_error("unknown unit: " + text);
}

void set_limit(Limits& limits, const std::string& setting) {
  const std::size_t equals = setting.find('=');
  const std::string name = setting.substr(0, equals);
  const std::uint64_t value = amount(setting.substr(equals + 1));
  if (name == "wall") {
    limits.wall = milliseconds(value);
  } else if (name == "cpu") {
    limits.cpu = milliseconds(value);
  } else if (name == "memory") {
    limits.memory_bytes = value;
  } else if (name == "tasks") {
    limits.tasks = static_cast<std::uint32_t>(value);
  } else if (name == "output") {
    limits.output_bytes = value;
  } else if (name == "file") {
    limits.file_bytes = value;
  } else if (name == "tmp") {
    limits.tmp_bytes = value;
  } else {
    throw std::runtime_error("unknown limit: " + setting);
  }
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

void take(Expectation& expectation, const std::string& key, const std::string& value) {
  if (key == "expect") {
    expectation.ending = value.substr(0, value.find(" ("));
  } else if (key == "at C") {
    const std::size_t semicolon = value.find("; ");
    if (semicolon == std::string::npos) throw std::runtime_error("an exception without a reason");
    expectation.at_c = value.substr(0, semicolon);
    expectation.reason = value.substr(semicolon + 2);
  } else if (key == "limits") {
    for (const std::string& setting : words_of(value)) set_limit(expectation.limits, setting);
  } else if (key == "arguments") {
    expectation.arguments = words_of(value);
  } else if (key == "collect") {
    expectation.collect = value;
  }
}

}  // namespace

const std::string& Expectation::at(lockstep::sandbox::Step step) const {
  return step == lockstep::sandbox::Step::landlock && !at_c.empty() ? at_c : ending;
}

Expectation read_expectation(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  Expectation expectation;
  expectation.name = file.stem().string();
  expectation.limits = small_limits();
  expectation.source = {std::istreambuf_iterator<char>(stream), {}};
  std::istringstream lines(expectation.source);
  for (std::string line; std::getline(lines, line) && line.starts_with("// ");) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    take(expectation, line.substr(3, colon - 3), line.substr(colon + 2));
  }
  if (!expectation.source.starts_with("// expect: ")) {
    throw std::runtime_error(file.string() + " does not say in its first line how it must end");
  }
  return expectation;
}

std::vector<Expectation> read_expectations(const fs::path& folder) {
  std::vector<Expectation> all;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".cpp") all.push_back(read_expectation(entry.path()));
  }
  std::sort(all.begin(), all.end(),
            [](const Expectation& a, const Expectation& b) { return a.name < b.name; });
  if (all.empty()) throw std::runtime_error("no programs in " + folder.string());
  return all;
}

std::string with_words(std::string text, const Words& words) {
  for (const auto& [word, value] : words) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += value.size()) {
      text.replace(at, word.size(), value);
    }
  }
  return text;
}

}  // namespace hostile
