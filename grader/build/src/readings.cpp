#include "readings.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include <lockstep/build/messages.hpp>

namespace lockstep::build {
namespace {

using verdict::Finding;
using verdict::Word;

struct Line {
  int number = 0;
  std::string_view text;
};

std::string without_splices(std::string_view source) {
  std::string text;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source.substr(i).starts_with("\\\n")) {
      ++i;
    } else if (source.substr(i).starts_with("\\\r\n")) {
      i += 2;
    } else {
      text += source[i];
    }
  }
  return text;
}

/// `# 12 "/lockstep/submission/a.cpp" 2`
bool is_marker(std::string_view line) {
  return line.starts_with("# ") && line.size() > 2 && line[2] >= '0' && line[2] <= '9';
}

bool names(std::string_view marker, std::string_view file) {
  const std::size_t open = marker.find('"');
  const std::size_t close = marker.rfind('"');
  if (open == std::string_view::npos || close <= open) return false;
  const std::string_view path = marker.substr(open + 1, close - open - 1);
  return path.ends_with(file) && path.substr(0, path.size() - file.size()).ends_with('/');
}

std::vector<Line> own_lines(std::string_view text, std::string_view file) {
  std::vector<Line> lines;
  bool own = false;
  int number = 0;
  for_each_line(text, [&](std::string_view line) {
    if (is_marker(line)) {
      own = names(line, file);
      std::from_chars(line.data() + 2, line.data() + line.size(), number);
      return;
    }
    const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
    if (own && !blank) lines.push_back({number, line});
    ++number;
  });
  return lines;
}

/// Without what stands in quotes.
std::string without_literals(std::string_view line) {
  std::string text;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != 0 && c == '\\') {
      ++i;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else {
      text += c;
    }
  }
  return text;
}

bool asks_to_be_left_out(std::string_view line) {
  const std::string text = without_literals(line);
  return text.find("no_sanitize") != std::string::npos ||
         text.find("disable_sanitizer_instrumentation") != std::string::npos;
}

bool calls_the_runtime(std::string_view line) {
  return without_literals(line).find("__tsan_") != std::string::npos;
}

Finding finding(std::string message, std::string advice, std::string_view file, int line) {
  return {Word::tampering, std::move(message), std::move(advice), {{std::string(file), line, ""}}};
}

}  // namespace

bool needs_reading(std::string_view source) {
  const std::string text = without_splices(source);
  for (const char* word :
       {"##", "%:", "?\?=", "SANITIZE", "TSAN", "tsan", "no_sanitize", "disable_sanitizer"}) {
    if (text.find(word) != std::string::npos) return true;
  }
  return false;
}

std::optional<Finding> tampering_in_readings(std::string_view plain, std::string_view instrumented,
                                             std::string_view file) {
  const std::vector<Line> one = own_lines(plain, file);
  const std::vector<Line> other = own_lines(instrumented, file);
  for (const Line& line : other) {
    if (asks_to_be_left_out(line.text)) {
      return finding("an attribute asks to leave code out of the search for data races.",
                     "Leave out the attribute no_sanitize.", file, line.number);
    }
    if (calls_the_runtime(line.text)) {
      return finding("a function of the grader's own is named here (`__tsan_…`).",
                     "No exercise needs it.", file, line.number);
    }
  }
  const auto same = [](const Line& a, const Line& b) { return a.text == b.text; };
  const auto [a, b] = std::mismatch(one.begin(), one.end(), other.begin(), other.end(), same);
  if (a == one.end() && b == other.end()) return std::nullopt;
  const int line = b != other.end() ? b->number : a->number;
  return finding("this file is another program where data races are searched for.",
                 "Leave out conditions on sanitizers.", file, line);
}

}  // namespace lockstep::build
