// g++ writes:
//
//     .file 1 "/lockstep/submission/a.cpp"
//     .type _Z1fv, @function
//   _Z1fv:
//     .loc 1 5 3
//     call __tsan_func_entry
//   #APP
//   # 6 "/lockstep/submission/a.cpp" 1
//     pause
//   # 0 "" 2
//   #NO_APP
//     .size _Z1fv, .-_Z1fv
//
// Assembly outside functions stands between #APP and #NO_APP, too, but without the marks. clang
// writes none, and a tab before #APP and #NO_APP.
#include "scanner.hpp"

#include <algorithm>

namespace lockstep::policy {
namespace {

constexpr std::size_t kMostNotes = 512U << 10U;
constexpr std::size_t kLongest = 300;

/// Notes are lines of fields: neither ends early because of what a student called something.
std::string field(std::string_view text) {
  std::string result(text.substr(0, kLongest));
  for (char& c : result) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  return result;
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(" \t,"));
}

/// Takes `word` and the blanks after it off the front.
bool take_word(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  const std::string_view rest = text.substr(word.size());
  if (rest.empty() || (rest[0] != ' ' && rest[0] != '\t')) return false;
  text = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
  return true;
}

std::string_view last_quoted(std::string_view text) {
  const std::size_t end = text.rfind('"');
  if (end == std::string_view::npos || end == 0) return {};
  const std::size_t begin = text.rfind('"', end - 1);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin + 1, end - begin - 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `counter(%rip)`; empty for constants, for addresses that are looked up, and for the rest.
std::string_view variable(std::string_view operand) {
  const std::size_t open = operand.find("(%rip)");
  if (open == std::string_view::npos) return {};
  const std::size_t before = operand.substr(0, open).find_last_of(" \t,");
  const std::string_view operand_only = operand.substr(before + 1);  // npos + 1 is 0
  const std::string_view name = operand_only.substr(0, operand_only.find_first_of("+-("));
  const bool plain = !name.starts_with(".L") && name.find('@') == std::string_view::npos;
  return plain ? name : std::string_view();
}

}  // namespace

void Scanner::take(std::string_view line) {
  if (line == "#APP" || line == "\t#APP") {
    inline_ = true;
    ended_ = false;
    place_ = "\t";
  } else if (line == "#NO_APP" || line == "\t#NO_APP") {
    inline_ = false;
  } else if (inline_) {
    take_inline(line);
  } else if (line.starts_with("\t.")) {
    take_directive(line.substr(1));
  } else if (line.starts_with('\t')) {
    take_instruction(line.substr(1));
  } else if (line.ends_with(':')) {
    begin_function(line.substr(0, line.size() - 1));
  }
}

void Scanner::take_inline(std::string_view line) {
  if (line.starts_with("# ") && line.size() > 2 && is_digit(line[2])) {
    const std::string_view number = first_word(line.substr(2));
    ended_ = number == "0";
    if (!ended_) place_ = field(last_quoted(line)) + "\t" + field(number);
    return;
  }
  // Between two pieces the compiler may name a line or set a label of its own.
  const bool own = line.starts_with("\t.loc ") || (line.starts_with(".L") && line.ends_with(':'));
  if (ended_ && own) return;
  if (notes_.size() >= kMostNotes) return;
  notes_ += "asm\t" + place_ + "\t" + field(line.substr(line.starts_with('\t') ? 1 : 0)) + "\n";
}

void Scanner::take_directive(std::string_view line) {
  if (take_word(line, ".file")) {
    if (!line.empty() && is_digit(line[0]))
      files_[std::string(first_word(line))] = last_quoted(line);
  } else if (take_word(line, ".type")) {
    if (line.ends_with("@function")) announced_ = line.substr(0, line.rfind(','));
  } else if (take_word(line, ".size")) {
    if (!function_.name.empty() && line.substr(0, line.rfind(',')) == function_.name)
      end_function();
  } else if (take_word(line, ".loc") && !function_.name.empty() && function_.line.empty()) {
    const auto file = files_.find(first_word(line));
    if (file == files_.end() || !take_word(line, first_word(line))) return;
    function_.file = field(file->second);
    function_.line = field(first_word(line));
  }
}

void Scanner::take_instruction(std::string_view line) {
  const std::string_view mnemonic = first_word(line);
  std::string_view operands = line.substr(std::min(mnemonic.size() + 1, line.size()));
  if (operands.find("__tsan_") != std::string_view::npos) {
    instrumented_ = function_.reports = true;
    return;
  }
  if (mnemonic == "lock" || mnemonic == "rep") {  // a prefix
    take_instruction(operands);
    return;
  }
  if (mnemonic.starts_with("lea") || mnemonic.starts_with("j") || mnemonic.starts_with("call"))
    return;
  if (const std::string_view name = variable(operands); !name.empty()) function_.uses = name;
}

void Scanner::begin_function(std::string_view label) {
  if (label != announced_) return;
  function_ = {};
  function_.name = announced_;
  announced_.clear();
}

void Scanner::end_function() {
  const std::string name = field(function_.name);
  const bool room = notes_.size() + unreported_.size() < kMostNotes;
  if (room && !function_.line.empty()) {
    notes_ += "function\t" + name + "\t" + function_.file + "\t" + function_.line + "\n";
  }
  if (room && !function_.reports && !function_.uses.empty()) {
    unreported_ += "unreported\t" + name + "\t" + field(function_.uses) + "\n";
  }
  function_ = {};
}

std::string Scanner::notes() const { return instrumented_ ? notes_ + unreported_ : notes_; }

}  // namespace lockstep::policy
