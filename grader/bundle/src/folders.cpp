#include <lockstep/bundle/folders.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::bundle {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 120;

std::string shown(const fs::path& path) { return verdict::printable(path.string()); }

bool allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-@+").find(c) != std::string_view::npos;
}

std::string folded(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

}  // namespace

void make_empty(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && !fs::is_empty(folder, error) && !error) {
    throw build::NoSubmission(
        fmt::format("{} is not empty; name a folder that is not there yet, so that nothing old is "
                    "taken for new",
                    shown(folder)));
  }
  if (error) {
    throw build::GraderFault(fmt::format("cannot make {}: {}", shown(folder), error.message()));
  }
}

void write_text(const fs::path& file, std::string_view text) {
  std::error_code ignored;  // what matters shows below
  fs::create_directories(file.parent_path(), ignored);
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return;
  throw build::GraderFault(fmt::format("cannot write {}: {}", shown(file),
                                       errno != 0 ? std::strerror(errno) : "unknown reason"));
}

std::string Names::take(std::string_view student) {
  std::string name;
  for (const char c : student.substr(0, longest_name)) name += allowed(c) ? c : '_';
  if (name.empty() || name.front() == '.' || name.front() == '-') name.insert(name.begin(), '_');
  std::string unique = name;
  for (int n = 2; !taken_.insert(folded(unique)).second; ++n)
    unique = fmt::format("{}_{}", name, n);
  return unique;
}

}  // namespace lockstep::bundle
