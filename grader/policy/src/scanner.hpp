// Looks at g++'s assembly text line by line and notes what the policy asks about. Of clang's it
// notes inline assembly, without places.
//
// Part of the program that stands in the assembler's place; runs inside the sandbox. It knows the
// text that g++ writes for x86-64 (AT&T syntax); in other text it notes nothing but inline
// assembly.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace lockstep::policy {

class Scanner {
 public:
  /// `line` without its end.
  void take(std::string_view line);

  /// What read_assembly() reads; at most a MiB.
  [[nodiscard]] std::string notes() const;

 private:
  struct Function {
    std::string name;
    std::string file;
    std::string line;
    bool reports = false;  // calls the instrumentation's runtime
    std::string uses;      // a variable that others may see
  };

  void take_inline(std::string_view line);
  void take_directive(std::string_view line);
  void take_instruction(std::string_view line);
  void begin_function(std::string_view label);
  void end_function();

  bool inline_ = false;
  bool ended_ = false;  // the last piece of inline assembly has ended
  bool instrumented_ = false;
  std::string place_;  // "file<tab>line" of the inline assembly
  std::string announced_;
  std::map<std::string, std::string, std::less<>> files_;  // by number
  Function function_;
  std::string notes_;
  std::string unreported_;
};

}  // namespace lockstep::policy
