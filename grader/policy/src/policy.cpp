#include <lockstep/policy/policy.hpp>

#include <algorithm>
#include <array>
#include <string>

#include <elf.h>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "names.hpp"

namespace lockstep::policy {
namespace {

using verdict::Finding;
using verdict::Word;

class Judge {
 public:
  Judge(const ObjectFile& object, const Assembly& assembly, std::string_view file)
      : object_(object), assembly_(assembly), file_(file) {}

  std::optional<Finding> verdict() const {
    if (auto finding = tampering_in(assembly_, file_)) return finding;
    for (const auto rule : {&Judge::definitions, &Judge::uses, &Judge::initialisers,
                            &Judge::sections, &Judge::code_that_is_data, &Judge::unreported}) {
      if (auto finding = (this->*rule)()) return finding;
    }
    return std::nullopt;
  }

 private:
  Finding finding(std::string message, std::string advice, const std::string& function) const {
    Finding result{Word::tampering, std::move(message), std::move(advice), {}};
    const auto place = assembly_.functions.find(function);
    const bool own =
        place != assembly_.functions.end() && place->second.file.ends_with(file_);
    result.places.push_back({std::string(file_), own ? place->second.line : 0, ""});
    return result;
  }

  static std::string shown(const std::string& symbol) {
    return verdict::printable(demangled(symbol));
  }

  std::optional<Finding> definitions() const {
    for (const Symbol& symbol : object_.symbols) {
      if (symbol.kind == Symbol::Kind::indirect_function && symbol.defined) {
        return finding(fmt::format("`{}` is chosen while the program is loaded, before anything of "
                                   "the grader runs.",
                                   shown(symbol.name)),
                       "Leave out ifunc and target_clones.", symbol.name);
      }
      if (!is_reserved_definition(symbol)) continue;
      return finding(
          fmt::format("`{}` is defined here; it would take the place of the one that the "
                      "system or the grader brings.",
                      shown(symbol.name)),
          "Give yours another name, make it `static`, or put it into a namespace.", symbol.name);
    }
    return std::nullopt;
  }

  std::optional<Finding> uses() const {
    for (const Symbol& symbol : object_.symbols) {
      if (symbol.defined || !is_reserved_use(symbol.name)) continue;
      return finding(fmt::format("`{}` is used here; it belongs to the grader, or finds functions "
                                 "behind its back.",
                                 shown(symbol.name)),
                     "No exercise needs it.", "");
    }
    return std::nullopt;
  }

  /// Of a global whose value is computed; ThreadSanitizer has one of its own.
  bool is_initialiser_of_globals(const Initialiser& initialiser) const {
    const std::string& name = initialiser.function;
    if (name.starts_with("_GLOBAL__sub_I_") || name.starts_with("__cxx_global_var_init"))
      return true;
    // With init_priority: the grader's own come first, at 101.
    if (name.starts_with("_GLOBAL__sub_I.")) {
      return std::string_view(name).substr(15, 5) > "00101";
    }
    return name == "_sub_I_00099_0" || name == "tsan.module_ctor";
  }

  std::optional<Finding> initialisers() const {
    for (const Initialiser& initialiser : object_.initialisers) {
      if (is_initialiser_of_globals(initialiser)) continue;
      return finding(
          fmt::format("`{}` runs before the grader does.", shown(initialiser.function)),
          "Leave out the attribute constructor; a global variable's initialiser is fine.",
          initialiser.function);
    }
    return std::nullopt;
  }

  std::optional<Finding> sections() const {
    constexpr std::array<std::string_view, 9> entered{".preinit_array", ".fini_array", ".init",
                                                      ".fini",          ".ctors",      ".dtors",
                                                      ".plt",           ".got",        ".interp"};
    for (const Section& section : object_.sections) {
      const std::string_view name = section.name;
      const bool code = section.has(SHF_ALLOC) && section.has(SHF_EXECINSTR);
      const bool foreign_code = code && (!name.starts_with(".text") || section.has(SHF_WRITE));
      const bool foreign_entry =
          std::any_of(entered.begin(), entered.end(), [&](std::string_view each) {
            return name == each ||
                   (name.starts_with(each) && name.substr(each.size()).starts_with('.'));
          });
      const bool entry_by_type =
          section.type == SHT_PREINIT_ARRAY || section.type == SHT_FINI_ARRAY;
      if (!foreign_code && !foreign_entry && !entry_by_type) continue;
      return finding(
          fmt::format("something is put into the section `{}`, which no ordinary code or "
                      "data is put into.",
                      verdict::printable(name)),
          "Leave out the attributes section and destructor.", "");
    }
    return std::nullopt;
  }

  std::optional<Finding> code_that_is_data() const {
    for (const Symbol& symbol : object_.symbols) {
      const bool data = symbol.kind == Symbol::Kind::object && symbol.section != 0;
      if (!data || !object_.sections[symbol.section].has(SHF_EXECINSTR)) continue;
      return finding(fmt::format("`{}` is data that lies where code lies.", shown(symbol.name)),
                     "Leave out the attribute section.", symbol.name);
    }
    return std::nullopt;
  }

  /// Constants need no report.
  bool is_writable(const std::string& variable) const {
    return std::any_of(object_.symbols.begin(), object_.symbols.end(), [&](const Symbol& symbol) {
      return symbol.name == variable && symbol.section != 0 &&
             object_.sections[symbol.section].has(SHF_WRITE);
    });
  }

  std::optional<Finding> unreported() const {
    for (const Unreported& each : assembly_.unreported) {
      if (!is_writable(each.variable)) continue;
      return finding(
          fmt::format("`{}` uses memory that other threads can see, and hides it from the "
                      "search for data races.",
                      shown(each.function)),
          "Leave out the attribute no_sanitize.", each.function);
    }
    return std::nullopt;
  }

  const ObjectFile& object_;
  const Assembly& assembly_;
  const std::string_view file_;
};

}  // namespace

std::optional<Finding> tampering_in(const Assembly& assembly, std::string_view file) {
  for (const InlineAssembly& each : assembly.inline_assembly) {
    if (is_harmless(each.text)) continue;
    Finding finding{Word::tampering,
                    fmt::format("inline assembly (`{}`) does what the grader cannot follow.",
                                verdict::printable(each.text)),
                    "Use std::atomic, a lock, or the system's functions.",
                    {}};
    const bool own = each.place.file.ends_with(file);
    finding.places.push_back({std::string(file), own ? each.place.line : 0, ""});
    return finding;
  }
  return std::nullopt;
}

std::optional<Finding> tampering_in(const ObjectFile& object, const Assembly& assembly,
                                    std::string_view file) {
  return Judge(object, assembly, file).verdict();
}

}  // namespace lockstep::policy
