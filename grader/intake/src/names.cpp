#include "names.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::intake {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

template <std::size_t Count>
bool ends_with_one_of(std::string_view name, const std::array<std::string_view, Count>& ends) {
  const std::string small = lower(name);
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) {
    return small.size() > end.size() && small.ends_with(end);
  });
}

constexpr std::array<std::string_view, 4> kSources{".cpp", ".cc", ".cxx", ".c++"};
constexpr std::array<std::string_view, 4> kHeaders{".hpp", ".h", ".hh", ".hxx"};
constexpr std::array<std::string_view, 8> kArchives{".zip",     ".tar",  ".tar.gz", ".tgz",
                                                    ".tar.bz2", ".tbz2", ".tar.xz", ".txz"};
constexpr std::array<std::string_view, 4> kForeign{".rar", ".7z", ".gz", ".xz"};

}  // namespace

bool is_source(std::string_view name) { return ends_with_one_of(without_text_end(name), kSources); }
bool is_header(std::string_view name) { return ends_with_one_of(name, kHeaders); }
bool is_archive(std::string_view name) { return ends_with_one_of(name, kArchives); }
bool is_foreign_archive(std::string_view name) {
  return !is_archive(name) && ends_with_one_of(name, kForeign);
}

bool is_junk(std::string_view name) {
  return name.starts_with('.') || name == "__MACOSX" || name == "Thumbs.db" ||
         name == "desktop.ini";
}

std::string stem(std::string_view name) {
  for (const std::string_view end : kArchives) {
    if (end.find('.', 1) != std::string_view::npos && name.size() > end.size() &&
        lower(name).ends_with(end)) {
      return std::string(name.substr(0, name.size() - end.size()));
    }
  }
  const std::string plain = without_text_end(name);
  const std::size_t dot = plain.rfind('.');
  return dot == 0 ? plain : plain.substr(0, dot);
}

std::string without_copy_number(const std::string& name) {
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  std::string front = name.substr(0, dot);
  const std::string end = name.substr(dot);
  const bool bracket = front.ends_with(')');
  if (bracket) front.pop_back();
  const std::size_t digits = front.find_last_not_of("0123456789");
  if (digits == std::string::npos || digits + 1 == front.size()) return name;
  const char before = front[digits];
  if (bracket ? before != '(' : before != '-' && before != '_') return name;
  front.erase(digits);
  if (bracket && front.ends_with(' ')) front.pop_back();
  return front.empty() ? name : front + end;
}

std::string without_text_end(std::string_view name) {
  constexpr std::string_view end = ".txt";
  if (!lower(name).ends_with(end)) return std::string(name);
  const std::string_view front = name.substr(0, name.size() - end.size());
  return std::string(ends_with_one_of(front, kSources) ? front : name);
}

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), digit); }

bool naturally_before(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const auto number = [](std::string_view& text) {
      std::size_t size = 0;
      while (size < text.size() && digit(text[size])) ++size;
      std::string_view digits = text.substr(0, size);
      text.remove_prefix(size);
      while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
      return digits;
    };
    if (digit(a.front()) && digit(b.front())) {
      const std::string_view left = number(a);
      const std::string_view right = number(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

std::vector<std::string> split_path(std::string_view path) {
  const char separator = path.find('/') == std::string_view::npos ? '\\' : '/';
  if (path.starts_with(separator)) return {};
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(separator), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part == "..") return {};
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  return parts;
}

std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    shown.push_back(verdict::printable(names[i]));
  }
  std::string text = fmt::format("{}", fmt::join(shown, ", "));
  if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
  return text;
}

}  // namespace lockstep::intake
