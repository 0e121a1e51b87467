#include <lockstep/explore/flags.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::explore {
namespace {

using Reason = std::pair<std::string_view, std::string_view>;

/// By how they begin.
constexpr std::array<Reason, 13> kRefused{{
    {"-fsanitize", "explore brings its own instrumentation; run the sanitizer by itself"},
    {"-flto", "explore looks at each file's own code; leave it out"},
    {"-fplugin", "the compiler takes no plugins here"},
    {"-fprofile", "profiles are not written here; leave it out"},
    {"-fuse-ld", "the linker is explore's choice; leave it out"},
    {"-Wl,", "options for the linker are not passed on"},
    {"-Wa,", "options for the assembler are not passed on"},
    {"-Wp,", "write -D, -U or -I by itself"},
    {"-include", "write the #include into the file"},
    {"-shared", "explore needs a program, with a main"},
    {"-static", "the program is linked dynamically here; leave it out"},
    {"-L", "libraries from other folders cannot be followed; name their sources instead"},
    {"-x", "C or C++ is told by the file's name: .c or .cpp"},
}};

constexpr std::array<std::string_view, 4> not_needed{"-o", "-c", "-S", "-E"};

void refuse(const std::string& flag) {
  for (const auto& [start, reason] : kRefused) {
    if (flag.starts_with(start)) {
      throw WrongFlag(fmt::format("'{}': {}", verdict::printable(flag), reason));
    }
  }
  if (std::find(not_needed.begin(), not_needed.end(), flag) != not_needed.end()) {
    throw WrongFlag(fmt::format("'{}' is not needed: explore compiles, links and runs", flag));
  }
}

/// "-I folder" or "-Ifolder": the value, and how many arguments it took.
std::pair<std::string, std::size_t> value_of(std::span<const std::string> arguments,
                                             std::string_view option) {
  const std::string& first = arguments.front();
  if (first.size() > option.size()) return {first.substr(option.size()), 1};
  if (arguments.size() < 2) {
    throw WrongFlag(fmt::format("'{}' needs something behind it", option));
  }
  return {arguments[1], 2};
}

bool take_standard(const std::string& flag, Flags& flags) {
  if (flag == "-ansi") {
    flags.c_standard = flags.cpp_standard = flag;
  } else if (flag.starts_with("-std=")) {
    (flag.find("++") != std::string::npos ? flags.cpp_standard : flags.c_standard) = flag;
  } else {
    return false;
  }
  return true;
}

bool is_plain(std::string_view flag) {
  if (flag == "-w" || flag.starts_with("-pedantic")) return true;
  for (const std::string_view start : {"-O", "-W", "-f", "-m"}) {
    if (flag.starts_with(start)) return true;
  }
  return false;
}

/// What explore does by itself.
bool is_given(std::string_view flag) {
  return flag == "-pthread" || flag == "-pipe" || flag == "-lpthread" || flag == "-latomic" ||
         (flag.starts_with("-g") && flag.size() <= 5);
}

}  // namespace

std::size_t take_flag(std::span<const std::string> arguments, Flags& flags) {
  const std::string& flag = arguments.front();
  if (flag.size() < 2 || flag[0] != '-' || flag[1] == '-') return 0;
  for (const std::string_view option : {"-isystem", "-iquote", "-I"}) {
    if (!flag.starts_with(option)) continue;
    auto [folder, taken] = value_of(arguments, option);
    flags.include.push_back({std::string(option), std::move(folder)});
    return taken;
  }
  for (const std::string_view option : {"-D", "-U"}) {
    if (!flag.starts_with(option)) continue;
    auto [name, taken] = value_of(arguments, option);
    flags.both.push_back(std::string(option) + name);
    return taken;
  }
  if (take_standard(flag, flags) || is_given(flag)) return 1;
  refuse(flag);
  if (flag.starts_with("-l")) {
    flags.libraries.push_back(flag);
  } else if (is_plain(flag)) {
    flags.both.push_back(flag);
  } else {
    return 0;
  }
  return 1;
}

}  // namespace lockstep::explore
