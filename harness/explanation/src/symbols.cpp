// For each address three or more lines:
//
//   0x0000000000001189
//   increment(int)
//   /lockstep/submission/a.cpp:7 (discriminator 2)
//
// and two more for each call into which the first was inlined.
#include <lockstep/explanation/symbols.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace lockstep::explanation {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// Takes "00001189 " off the front.
std::optional<std::uint64_t> take_hexadecimal(std::string_view& line) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value, 16);
  const auto length = static_cast<std::size_t>(end - line.data());
  if (error != std::errc() || length >= line.size() || line[length] != ' ') return std::nullopt;
  line.remove_prefix(length + 1);
  return value;
}

/// Names that no student has given.
bool is_of_library(std::string_view name) {
  for (const std::string_view start : {"_", "std::", "lockstep::", "guard variable", "vtable for",
                                       "typeinfo", "VTT for", "completed.", "__"}) {
    if (name.starts_with(start)) return true;
  }
  return false;
}

std::optional<std::uint64_t> address_in(std::string_view line) {
  if (!line.starts_with("0x")) return std::nullopt;
  std::uint64_t value = 0;
  const char* last = line.data() + line.size();
  const auto [end, error] = std::from_chars(line.data() + 2, last, value, 16);
  if (error != std::errc() || end != last) return std::nullopt;
  return value;
}

/// Where the last of several words begins: blanks inside parentheses and brackets part none.
std::size_t last_word(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = text.size(); i > 0; --i) {
    const char c = text[i - 1];
    if (c == ')' || c == '>') ++depth;
    if (depth == 0 && (c == '<' || c == ',' || c == ' ')) return i;
    if ((c == '(' || c == '<') && depth > 0) --depth;
  }
  return 0;
}

/// "worker(int)" is "worker"; what stands in a lambda belongs to whoever wrote the lambda.
std::string short_name(std::string_view function) {
  // As the symbol table has it, or as debugging information has it.
  const std::size_t lambda = std::min(function.find("::{lambda("), function.find("::<lambda("));
  if (lambda != std::string_view::npos) {
    // It may stand among the arguments of a template that calls it.
    const std::string_view before = function.substr(0, lambda);
    return "a lambda in " + short_name(before.substr(last_word(before)));
  }
  if (function == "??") return "";
  if (function.starts_with("operator")) return std::string(function);
  std::size_t depth = 0;
  for (std::size_t i = 0; i < function.size(); ++i) {
    if (function[i] == '<') ++depth;
    if (function[i] == '>' && depth > 0) --depth;
    if (function[i] == '(' && depth == 0 && i > 0) return std::string(function.substr(0, i));
  }
  return std::string(function);
}

/// "/path/file.cpp:14 (discriminator 2)", "??:0", "/path/file.cpp:?".
Frame frame_of(std::string_view function, std::string_view line, const OwnName& own_name) {
  Frame frame;
  frame.function = short_name(function);
  const std::size_t colon = line.substr(0, line.find(" (discriminator")).rfind(':');
  if (colon == std::string_view::npos) return frame;
  std::from_chars(line.data() + colon + 1, line.data() + line.size(), frame.line);
  frame.line = std::max(frame.line, 0);
  const std::string_view path = line.substr(0, colon);
  if (const auto name = own_name(path)) {
    frame.file = *name;
    frame.own = true;
  } else {
    frame.file = path.substr(path.rfind('/') + 1);
  }
  return frame;
}

/// An inlined lambda is only "operator()"; whose it is tell the arguments of the template that
/// calls it.
void name_inlined_lambdas(std::vector<Frame>& frames) {
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].function != "operator()") continue;
    const auto caller =
        std::find_if(frames.begin() + static_cast<std::ptrdiff_t>(i), frames.end(),
                     [](const Frame& one) { return one.function.starts_with("a lambda in "); });
    if (caller != frames.end()) frames[i].function = caller->function;
  }
}

/// "g     O .bss": seven flags, of which the last one says object, and the section.
bool is_of_a_variable(std::string_view kind) {
  constexpr std::size_t flags = 7;
  if (kind.size() <= flags + 1 || kind[flags - 1] != 'O') return false;
  const std::string_view section = kind.substr(flags + 1);
  return section.starts_with(".bss") || section.starts_with(".data") ||
         section.starts_with(".copyrel") || section.starts_with(".tbss") ||
         section.starts_with(".tdata");
}

/// "             .hidden counter"
std::string_view without_visibility(std::string_view name) {
  name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
  for (const std::string_view visibility : {".hidden ", ".protected ", ".internal "}) {
    if (name.starts_with(visibility)) name.remove_prefix(visibility.size());
  }
  return name;
}

/// As the program calls it: without the version of a library's variable, and without the mark of
/// types that hold a std::string.
std::string plain_name(std::string_view name) {
  constexpr std::string_view mark = "[abi:cxx11]";
  std::string plain(name.substr(0, name.find('@')));
  for (std::size_t at = plain.find(mark); at != std::string::npos; at = plain.find(mark)) {
    plain.erase(at, mark.size());
  }
  return plain;
}

/// The library's, but threads share them by name.
bool is_standard_stream(std::string_view name) {
  constexpr std::array<std::string_view, 4> streams{"std::cin", "std::cout", "std::cerr",
                                                    "std::clog"};
  return std::find(streams.begin(), streams.end(), name) != streams.end();
}

}  // namespace

std::string addresses_file(std::span<const std::uint64_t> addresses) {
  std::string text;
  for (const std::uint64_t address : addresses) text += fmt::format("{:#x}\n", address);
  return text;
}

Resolved read_symbols(std::string_view output, const OwnName& own_name) {
  Resolved resolved;
  std::vector<Frame>* frames = nullptr;
  while (!output.empty()) {
    const std::string_view line = take_line(output);
    if (const auto address = address_in(line)) {
      frames = &resolved.code[*address];
    } else if (frames != nullptr) {
      frames->push_back(frame_of(line, take_line(output), own_name));
    }
  }
  for (auto& [where, inlined] : resolved.code) name_inlined_lambdas(inlined);
  return resolved;
}

std::map<std::uint64_t, Variable> read_variables(std::string_view output) {
  std::map<std::uint64_t, Variable> variables;
  while (!output.empty()) {
    std::string_view line = take_line(output);
    const auto address = take_hexadecimal(line);
    const std::size_t tab = line.find('\t');
    if (!address || tab == std::string_view::npos || !is_of_a_variable(line.substr(0, tab)))
      continue;
    line.remove_prefix(tab + 1);
    const auto size = take_hexadecimal(line);
    std::string name = plain_name(without_visibility(line));
    if (size && !name.empty() && (!is_of_library(name) || is_standard_stream(name))) {
      variables[*address] = {*size, std::move(name)};
    }
  }
  return variables;
}

}  // namespace lockstep::explanation
