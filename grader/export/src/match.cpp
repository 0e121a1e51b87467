#include "match.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include <lockstep/export/words.hpp>

namespace lockstep::exports {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Without letters' case and with single blanks.
std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t';
    if (blank && (result.empty() || result.back() == ' ')) continue;
    result += blank ? ' ' : lower(c);
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

/// "Lovelace, Ada" is "Ada Lovelace": Canvas writes both.
std::string name_of(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return folded(text);
  return folded(std::string(text.substr(comma + 1)) + " " + std::string(text.substr(0, comma)));
}

Clues comparable(const Clues& clues) {
  return {folded(clues.id), folded(clues.sis_id), folded(clues.login), folded(clues.email),
          name_of(clues.name)};
}

Clues clues_of(const Entry& entry) {
  const store::Identity& who = entry.standing.identity;
  return comparable({who.id, who.sis_id, who.login, who.email, who.name});
}

bool differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

bool contradict(const Clues& a, const Clues& b) {
  return differ(a.id, b.id) || differ(a.sis_id, b.sis_id) || differ(a.login, b.login) ||
         differ(a.email, b.email);
}

using Key = std::string Clues::*;

/// Where each text stands that only one of `all` has.
std::map<std::string, std::size_t> unique(const std::vector<Clues>& all, Key key) {
  std::map<std::string, std::size_t> found;
  std::map<std::string, int> count;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& text = all[i].*key;
    if (text.empty()) continue;
    found[text] = i;
    ++count[text];
  }
  std::erase_if(found, [&](const auto& each) { return count[each.first] > 1; });
  return found;
}

class Matching {
 public:
  Matching(const Class& all, const std::vector<Clues>& sheet)
      : all_(all), taken_(all.entries.size(), false) {
    for (const Clues& each : sheet) lines_.push_back(comparable(each));
    for (const Entry& each : all.entries) entries_.push_back(clues_of(each));
    found_.of_line.resize(sheet.size(), nullptr);
  }

  void by(Key in_sheet, Key in_class) {
    const auto lines = unique(lines_, in_sheet);
    const auto entries = unique(entries_, in_class);
    for (const auto& [text, line] : lines) {
      const auto entry = entries.find(text);
      if (entry == entries.end() || taken_[entry->second] || found_.of_line[line]) continue;
      if (in_sheet == &Clues::name && contradict(lines_[line], entries_[entry->second])) continue;
      found_.of_line[line] = &all_.entries[entry->second];
      taken_[entry->second] = true;
    }
  }

  Matches result() {
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      const Entry& entry = all_.entries[i];
      if (!taken_[i] && entry.points()) found_.missing.push_back(line(entry.standing.student));
    }
    return std::move(found_);
  }

 private:
  const Class& all_;
  std::vector<Clues> lines_;
  std::vector<Clues> entries_;
  std::vector<bool> taken_;
  Matches found_;
};

}  // namespace

Matches match(const Class& all, const std::vector<Clues>& sheet) {
  Matching matching(all, sheet);
  matching.by(&Clues::id, &Clues::id);
  matching.by(&Clues::sis_id, &Clues::sis_id);
  matching.by(&Clues::login, &Clues::login);
  matching.by(&Clues::email, &Clues::email);
  matching.by(&Clues::login, &Clues::email);  // many sites log in by e-mail
  matching.by(&Clues::name, &Clues::name);
  return matching.result();
}

}  // namespace lockstep::exports
