// Which compilers. Outside of /usr the sandbox sees none.
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

#include "workbench.hpp"

namespace lockstep::explore {
namespace {

/// In PATH, or where it says; empty where there is none.
std::string found(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    const fs::path path = fs::absolute(name).lexically_normal();
    return ::access(path.c_str(), X_OK) == 0 ? path.string() : "";
  }
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable != nullptr ? variable : "/usr/bin:/bin";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const fs::path path = fs::path(rest.substr(0, end)) / name;
    if (path.is_absolute() && ::access(path.c_str(), X_OK) == 0) return path.string();
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return "";
}

bool in_sandbox(const std::string& path) {
  return path.starts_with("/usr/") || path.starts_with("/bin/");
}

/// "g++-13" and "gcc-13": `to` in place of `from`, which must be the name's main part.
std::string sibling(const std::string& path, std::string_view from, std::string_view to) {
  const std::size_t name = path.rfind('/') + 1;
  const std::size_t at = path.find(from, name);
  if (at == std::string::npos) return "";
  return std::string(path).replace(at, from.size(), to);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> families{{
    {"clang++", "clang"},
    {"g++", "gcc"},
    {"c++", "cc"},
}};

/// Fills in the other language's compiler.
Compilers family_of(const std::string& path) {
  Compilers result{path, path, path.find("clang", path.rfind('/') + 1) != std::string::npos};
  for (const auto& [cpp, c] : families) {
    if (std::string other = sibling(path, cpp, c); !other.empty()) {
      result.c = std::move(other);
      return result;
    }
    if (std::string other = sibling(path, c, cpp); !other.empty()) {
      result.cpp = std::move(other);
      return result;
    }
  }
  return result;
}

}  // namespace

Compilers find_compilers(const std::string& wanted, const std::string& usual) {
  if (wanted.empty()) {
    if (::access(usual.c_str(), X_OK) != 0) {
      throw build::GraderFault(fmt::format(
          "the compiler is missing: {}\ninstall g++ (sudo apt install g++) and build again with "
          "./grade",
          verdict::printable(usual)));
    }
    return family_of(usual);
  }
  const std::string path = found(wanted);
  const std::string shown = verdict::printable(wanted);
  if (path.empty()) throw build::NoSubmission(fmt::format("there is no compiler '{}'", shown));
  if (!in_sandbox(path)) {
    throw build::NoSubmission(fmt::format(
        "the compiler '{}' lies outside of /usr, where the sandbox does not see it", shown));
  }
  return family_of(path);
}

}  // namespace lockstep::explore
