// What was seen in the assembly text that the compiler made, on its way to the assembler.
//
// Only there can inline assembly still be told from the compiler's own code: the compiler brackets
// it. The text is looked at inside the sandbox, by a program that stands in the assembler's place
// (scanner.hpp); what that one wrote down is read here and not trusted.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::policy {

struct SourcePlace {
  std::string file;  // as the compiler called it
  int line = 0;      // 0: not known
};

/// One line of inline assembly.
struct InlineAssembly {
  SourcePlace place;
  std::string text;
};

/// A function that reports no access at all, and uses a variable that others may see. What it does
/// through pointers is not looked at: honest functions write to where their result is wanted.
struct Unreported {
  std::string function;
  std::string variable;
};

struct Assembly {
  std::vector<InlineAssembly> inline_assembly;
  std::vector<Unreported> unreported;  // only of instrumented code
  std::map<std::string, SourcePlace> functions;
};

/// Lines that mean nothing are left out.
[[nodiscard]] Assembly read_assembly(std::string_view notes);

/// It touches no memory, calls nothing and names nothing: a pause, a fence, nothing at all.
[[nodiscard]] bool is_harmless(std::string_view assembly);

}  // namespace lockstep::policy
