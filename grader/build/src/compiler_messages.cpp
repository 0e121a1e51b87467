// g++ prints, without carets:
//
//   In file included from /lockstep/submission/a.cpp:1:
//   /lockstep/submission/a.cpp: In function 'void f()':
//   /lockstep/submission/a.cpp:3:7: error: 'x' was not declared in this scope
//   /lockstep/submission/a.cpp:9:5:   required from here
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <lockstep/build/messages.hpp>

namespace lockstep::build {
namespace {

using judge::Diagnostic;
using judge::Severity;

struct Position {
  std::string_view file;
  int line = 0;
  int column = 0;
  std::string_view rest;  // after "file:line:column: "
};

/// Takes ":<number>" off the front.
int take_number(std::string_view& text) {
  int number = 0;
  if (!text.starts_with(':')) return 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return 0;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::optional<Position> position_in(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  Position position;
  position.file = line.substr(0, colon);
  position.rest = line.substr(colon);
  position.line = take_number(position.rest);
  position.column = take_number(position.rest);
  if (!position.rest.starts_with(": ") && !position.rest.starts_with(":\t")) return std::nullopt;
  position.rest.remove_prefix(1);
  position.rest.remove_prefix(std::min(position.rest.find_first_not_of(' '), position.rest.size()));
  return position;
}

std::optional<Severity> take_severity(std::string_view& text) {
  constexpr std::array<std::pair<std::string_view, Severity>, 6> words{{
      {"error: ", Severity::error},
      {"fatal error: ", Severity::error},
      {"internal compiler error: ", Severity::error},
      {"sorry, unimplemented: ", Severity::error},
      {"warning: ", Severity::warning},
      {"note: ", Severity::note},
  }};
  for (const auto& [word, severity] : words) {
    if (!text.starts_with(word)) continue;
    text.remove_prefix(word.size());
    return severity;
  }
  return std::nullopt;
}

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

class Reader {
 public:
  explicit Reader(const Submission& submission) : submission_(submission) {}

  void take(std::string_view line) {
    std::optional<Position> position = position_in(line);
    if (!position) return;
    const std::optional<Severity> severity = take_severity(position->rest);
    if (severity && position->file == "cc1plus" && is_of_a_file_outside(position->rest)) {
      add_to_main_file(*position);
    } else if (severity) {
      add(*severity, *position);
    } else if (position->file.starts_with(kSubmissionFolder) && position->line > 0 &&
               position->rest.starts_with("required from")) {
      reason_ = *position;
    }
  }

  std::vector<Diagnostic> result() && { return std::move(found_); }

 private:
  /// "/etc/x: Permission denied": without a place, although a line of the submission asked for it.
  static bool is_of_a_file_outside(std::string_view message) {
    return message.starts_with('/') && !message.starts_with("/lockstep/") &&
           message.find(": ") != std::string_view::npos;
  }

  void add_to_main_file(const Position& position) {
    Diagnostic diagnostic;
    diagnostic.in_submission = true;
    diagnostic.file = submission_.main_file();
    diagnostic.message = position.rest;
    found_.push_back(std::move(diagnostic));
  }

  void add(Severity severity, const Position& position) {
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.message = position.rest;
    Position at = position;
    // A template of the library that does not fit is the fault of the line that asked for it.
    if (severity == Severity::error && reason_ && !at.file.starts_with(kSubmissionFolder)) {
      diagnostic.message += " (in <" + std::string(last_component(at.file)) + ">)";
      at = *reason_;
    }
    if (severity != Severity::note) reason_.reset();
    diagnostic.in_submission = at.file.starts_with(kSubmissionFolder);
    if (diagnostic.in_submission) {
      diagnostic.file = at.file.substr(kSubmissionFolder.size());
      diagnostic.line = at.line;
      diagnostic.column = at.column;
      diagnostic.source = submission_.line(diagnostic.file, at.line);
    } else if (at.line > 0) {
      // Where the machine keeps a header says nothing to a student and differs between machines.
      diagnostic.file = last_component(at.file);
      diagnostic.line = at.line;
      diagnostic.column = at.column;
    }
    found_.push_back(std::move(diagnostic));
  }

  const Submission& submission_;
  std::optional<Position> reason_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> compiler_messages(std::string_view text, const Submission& submission) {
  Reader reader(submission);
  for_each_line(text, [&](std::string_view line) { reader.take(line); });
  return std::move(reader).result();
}

}  // namespace lockstep::build
