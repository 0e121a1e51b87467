#include <lockstep/policy/assembly.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace lockstep::policy {
namespace {

constexpr std::size_t kMostOfAKind = 10'000;

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

int number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && value > 0 ? value : 0;
}

void take(Assembly& assembly, const std::vector<std::string_view>& fields) {
  const std::string_view kind = fields[0];
  if (kind == "asm" && fields.size() == 4 && assembly.inline_assembly.size() < kMostOfAKind) {
    assembly.inline_assembly.push_back(
        {{std::string(fields[1]), number(fields[2])}, std::string(fields[3])});
  } else if (kind == "unreported" && fields.size() == 3 &&
             assembly.unreported.size() < kMostOfAKind) {
    assembly.unreported.push_back({std::string(fields[1]), std::string(fields[2])});
  } else if (kind == "function" && fields.size() == 4 && assembly.functions.size() < kMostOfAKind) {
    assembly.functions.try_emplace(std::string(fields[1]),
                                   SourcePlace{std::string(fields[2]), number(fields[3])});
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr const char* blanks = " \t\r\v\f";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_harmless_instruction(std::string_view instruction) {
  constexpr std::array<std::string_view, 12> harmless{"",        "pause",  "nop",    "rep",
                                                      "rep nop", "mfence", "lfence", "sfence",
                                                      "cpuid",   "rdtsc",  "yield",  "isb"};
  return std::find(harmless.begin(), harmless.end(), instruction) != harmless.end();
}

}  // namespace

Assembly read_assembly(std::string_view notes) {
  Assembly assembly;
  while (!notes.empty()) {
    const std::size_t end = notes.find('\n');
    take(assembly, fields_of(notes.substr(0, end)));
    if (end == std::string_view::npos) break;
    notes.remove_prefix(end + 1);
  }
  return assembly;
}

bool is_harmless(std::string_view assembly) {
  for (;;) {
    const std::size_t semicolon = assembly.find(';');
    if (!is_harmless_instruction(trimmed(assembly.substr(0, semicolon)))) return false;
    if (semicolon == std::string_view::npos) return true;
    assembly.remove_prefix(semicolon + 1);
  }
}

}  // namespace lockstep::policy
