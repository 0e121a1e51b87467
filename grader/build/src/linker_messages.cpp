// Three linkers, three forms:
//
//   mold: error: undefined symbol: helper(int)
//   ld.lld: error: undefined symbol: helper(int)
//   /usr/bin/ld: /tmp/student.o:a.cpp:4: undefined reference to `helper(int)'
//
//   mold: error: duplicate symbol: entry.o: student.o: main
//   ld.lld: error: duplicate symbol: main
//   /usr/bin/ld: …: multiple definition of `main'; student.o:a.cpp:7: first defined here
#include <algorithm>
#include <cctype>
#include <optional>

#include <fmt/format.h>

#include <lockstep/build/messages.hpp>

namespace lockstep::build {
namespace {

using judge::Diagnostic;

/// What stands after `words`; nullopt where they do not occur.
std::optional<std::string_view> after(std::string_view line, std::string_view words) {
  const std::size_t at = line.find(words);
  if (at == std::string_view::npos) return std::nullopt;
  return line.substr(at + words.size());
}

/// bfd quotes `like this'.
std::string quoted(std::string_view text) { return std::string(text.substr(0, text.rfind('\''))); }

/// mold 1 names both object files before the symbol; a symbol has "::" but no ": ".
std::string without_objects(std::string_view text) {
  const std::size_t colon = text.rfind(": ");
  return std::string(colon == std::string_view::npos ? text : text.substr(colon + 2));
}

std::optional<LinkerComplaint> complaint_in(std::string_view line) {
  if (const auto rest = after(line, "undefined reference to `"))
    return LinkerComplaint{false, quoted(*rest)};
  if (const auto rest = after(line, "error: undefined symbol: ")) {
    return LinkerComplaint{false, without_objects(*rest)};
  }
  if (const auto rest = after(line, "multiple definition of `")) {
    return LinkerComplaint{true, std::string(rest->substr(0, rest->find('\'')))};
  }
  if (const auto rest = after(line, "error: duplicate symbol: ")) {
    return LinkerComplaint{true, without_objects(*rest)};
  }
  return std::nullopt;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// "std::vector<unsigned long, std::allocator<unsigned long> >" without the allocator.
std::string without_allocators(std::string text) {
  constexpr std::string_view allocator = ", std::allocator<";
  for (std::size_t at = 0; (at = text.find(allocator, at)) != std::string::npos;) {
    std::size_t end = at + allocator.size();
    for (int depth = 1; end < text.size() && depth > 0; ++end) {
      if (text[end] == '<') ++depth;
      if (text[end] == '>') --depth;
    }
    if (end < text.size() && text[end] == ' ') ++end;
    text.erase(at, end - at);
  }
  return text;
}

}  // namespace

std::string readable_symbol(const std::string& symbol) {
  std::string text = replaced(symbol, "std::__cxx11::", "std::");
  text = replaced(std::move(text),
                  "basic_string<char, std::char_traits<char>, "
                  "std::allocator<char> >",
                  "string");
  return replaced(without_allocators(std::move(text)), "> >", ">>");
}

std::vector<LinkerComplaint> linker_complaints(std::string_view text) {
  std::vector<LinkerComplaint> found;
  for_each_line(text, [&](std::string_view line) {
    const std::optional<LinkerComplaint> complaint = complaint_in(line);
    if (complaint) found.push_back(*complaint);
  });
  // Linkers differ in the order; grading does not.
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

namespace {

/// The declaration of `name` as it stands in the header, on one line.
std::optional<std::string> declaration(std::string_view header, std::string_view name) {
  for (std::size_t at = 0; (at = header.find(name, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + name.size();
    if (end >= header.size() || header[end] != '(') continue;
    const std::size_t begin = header.rfind('\n', at) + 1;
    const std::size_t semicolon = header.find(';', end);
    const std::string_view line = header.substr(begin, at - begin);
    if (semicolon == std::string_view::npos || line.find("//") != std::string_view::npos) continue;
    std::string text;
    for (const char c : header.substr(begin, semicolon - begin)) {
      const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
      if (!blank) text += c;
      if (blank && !text.empty() && text.back() != ' ' && text.back() != '(') text += ' ';
    }
    return text;
  }
  return std::nullopt;
}

std::string undefined(const std::string& symbol, const Submission& submission,
                      const LinkedAgainst& exercise) {
  const std::string own = exercise.ns + "::";
  const std::string name =
      symbol.substr(0, symbol.find('(')).substr(symbol.starts_with(own) ? own.size() : 0);
  const auto declared = symbol.starts_with(own) ? declaration(exercise.header, name) : std::nullopt;
  if (declared) {
    return fmt::format(
        "{0} does not define `{1}`; is {2} spelt as in the header, with the same "
        "parameters, in namespace {3}?",
        submission.main_file(), *declared, name, exercise.ns);
  }
  return fmt::format("`{}` is used but defined nowhere; write it, or check how it is spelt",
                     readable_symbol(symbol));
}

std::string duplicate(const std::string& symbol, const Submission& submission) {
  if (symbol == "main") {
    return fmt::format("{} defines main; the grader has its own: remove yours",
                       submission.main_file());
  }
  return fmt::format(
      "`{}` is already a part of what your file is linked with; make yours `static` "
      "or give it another name",
      readable_symbol(symbol));
}

}  // namespace

std::vector<Diagnostic> linker_messages(std::string_view text, const Submission& submission,
                                        const LinkedAgainst& exercise) {
  std::vector<Diagnostic> found;
  for (const LinkerComplaint& complaint : linker_complaints(text)) {
    Diagnostic diagnostic;
    diagnostic.in_submission = true;
    diagnostic.file = submission.main_file();
    diagnostic.message = complaint.duplicate ? duplicate(complaint.symbol, submission)
                                             : undefined(complaint.symbol, submission, exercise);
    found.push_back(std::move(diagnostic));
  }
  std::sort(found.begin(), found.end(),
            [](const Diagnostic& a, const Diagnostic& b) { return a.message < b.message; });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace lockstep::build
