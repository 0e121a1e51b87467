#include "names.hpp"

#include <algorithm>
#include <cstddef>

namespace lockstep::catalogue {
namespace {

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_exercise_id(std::string_view text) noexcept {
  constexpr std::size_t most_digits = 4;
  if (!text.starts_with("ex")) return false;
  text.remove_prefix(2);
  if (text.empty() || text.size() > most_digits || text.front() == '0') return false;
  return std::all_of(text.begin(), text.end(), digit);
}

bool is_exercise_name(std::string_view text) noexcept {
  char before = '-';
  for (const char c : text) {
    if (!lower(c) && !digit(c) && (c != '-' || before == '-')) return false;
    before = c;
  }
  return before != '-';
}

bool is_check_id(std::string_view text) noexcept {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot + 1 >= text.size()) return false;
  return lower(text.front()) && lower(text[dot + 1]) && is_exercise_name(text.substr(0, dot)) &&
         is_exercise_name(text.substr(dot + 1));
}

bool is_source_file(std::string_view text) noexcept {
  constexpr std::string_view ending = ".cpp";
  if (!text.ends_with(ending) || text.size() == ending.size()) return false;
  text.remove_suffix(ending.size());
  return std::all_of(text.begin(), text.end(), [](char c) {
    return lower(c) || digit(c) || c == '_' || (c >= 'A' && c <= 'Z');
  });
}

bool is_inside_folder(const std::filesystem::path& path) {
  return path.is_relative() && std::find(path.begin(), path.end(), "..") == path.end();
}

std::string folder_name(const std::filesystem::path& folder) {
  const std::filesystem::path whole = std::filesystem::absolute(folder).lexically_normal();
  return whole.has_filename() ? whole.filename().string() : whole.parent_path().filename().string();
}

}  // namespace lockstep::catalogue
