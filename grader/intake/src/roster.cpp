#include "roster.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <lockstep/intake/intake.hpp>
#include <lockstep/verdict/printable.hpp>

#include "csv.hpp"
#include "names.hpp"

namespace lockstep::intake {
namespace {

enum class Column { name, first, last, id, sis, login, email, section, folder };

/// Titles as course systems write them, in small letters.
constexpr std::array<std::pair<std::string_view, Column>, 24> kTitles{{
    {"student", Column::name},
    {"name", Column::name},
    {"full name", Column::name},
    {"first name", Column::first},
    {"last name", Column::last},
    {"surname", Column::last},
    {"id", Column::id},
    {"identifier", Column::id},
    {"canvas user id", Column::id},
    {"sis user id", Column::sis},
    {"sid", Column::sis},
    {"student id", Column::sis},
    {"id number", Column::sis},
    {"sis id", Column::sis},
    {"sis login id", Column::login},
    {"login", Column::login},
    {"username", Column::login},
    {"login id", Column::login},
    {"email", Column::email},
    {"email address", Column::email},
    {"section", Column::section},
    {"sections", Column::section},
    {"folder", Column::folder},
    {"file", Column::folder},
}};

std::string small_letters(const std::string& text) {
  std::string letters;
  for (const char c : lower(text)) {
    if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      letters += c;
    }
  }
  return letters;
}

std::map<Column, std::size_t> columns_of(const Row& titles) {
  std::map<Column, std::size_t> columns;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    for (const auto& [title, column] : kTitles) {
      if (lower(titles[i]) == title) columns.try_emplace(column, i);
    }
  }
  return columns;
}

std::string content_of(const std::filesystem::path& file) {
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (stream.bad() || !stream.is_open()) {
    throw IntakeError(fmt::format("the roster {} cannot be read: {}",
                                  verdict::printable(file.string()), std::strerror(errno)));
  }
  return text;
}

bool same(const std::string& a, const std::string& b) { return !a.empty() && lower(a) == lower(b); }

}  // namespace

Roster::Roster(const std::filesystem::path& file) {
  const std::vector<Row> rows = read_csv(content_of(file));
  const auto columns = rows.empty() ? std::map<Column, std::size_t>{} : columns_of(rows.front());
  if (columns.empty()) {
    throw IntakeError(fmt::format(
        "the roster {} has no line of titles that is known; one of these is needed: Student, ID, "
        "SIS User ID, SIS Login ID, Email, Name, First Name, Last Name, Section, Folder",
        verdict::printable(file.string())));
  }
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    const auto cell = [&](Column column) -> std::string {
      const auto at = columns.find(column);
      if (at == columns.end() || at->second >= row->size()) return "";
      return verdict::printable((*row)[at->second]);
    };
    Person person;
    person.identity = {cell(Column::name),  cell(Column::id),    cell(Column::sis),
                       cell(Column::login), cell(Column::email), cell(Column::section)};
    // Moodle's worksheet says "Participant 123"; Canvas' second line holds what is possible.
    constexpr std::string_view participant = "Participant ";
    if (person.identity.id.starts_with(participant)) {
      person.identity.id.erase(0, participant.size());
    }
    if (person.identity.name.find("Points Possible") != std::string::npos) continue;
    if (person.identity.name.empty()) {
      person.identity.name = cell(Column::first);
      if (!person.identity.name.empty()) person.identity.name += ' ';
      person.identity.name += cell(Column::last);
    }
    person.student = cell(Column::folder);
    people_.push_back(std::move(person));
  }
}

Roster::Person* Roster::person(const store::Entrant& entrant) {
  const store::Identity& who = entrant.identity;
  const std::string& student = entrant.student;
  // The first rule that holds for somebody; a name that two bear tells nothing.
  const std::array<std::function<bool(const Person&)>, 4> rules{
      [&](const Person& each) { return same(each.identity.id, who.id); },
      [&](const Person& each) {
        return same(each.identity.login, who.login) || same(each.identity.email, who.email) ||
               same(each.identity.sis_id, who.sis_id);
      },
      [&](const Person& each) {
        const store::Identity& identity = each.identity;
        return same(each.student, student) || same(identity.login, student) ||
               same(identity.email, student) || same(identity.sis_id, student) ||
               same(identity.id, student);
      },
      [&](const Person& each) {
        const std::string name = small_letters(each.identity.name);
        return !name.empty() && name == small_letters(who.name);
      }};
  for (const auto& rule : rules) {
    Person* found = nullptr;
    for (Person& each : people_) {
      if (!rule(each)) continue;
      if (found != nullptr) return nullptr;
      found = &each;
    }
    if (found != nullptr) return found;
  }
  return nullptr;
}

void Roster::complete(store::Entrant& entrant) {
  Person* found = person(entrant);
  if (found == nullptr) {
    entrant.remarks.emplace_back("not on the roster");
    return;
  }
  found->met = true;
  const auto take = [](std::string& mine, const std::string& other) {
    if (!other.empty()) mine = other;
  };
  const store::Identity& known = found->identity;
  store::Identity& who = entrant.identity;
  take(who.name, known.name);
  take(who.id, known.id);
  take(who.sis_id, known.sis_id);
  take(who.login, known.login);
  take(who.email, known.email);
  take(who.section, known.section);
}

std::vector<store::Entrant> Roster::missing() const {
  std::vector<store::Entrant> all;
  for (const Person& each : people_) {
    if (each.met) continue;
    store::Entrant entrant;
    entrant.identity = each.identity;
    for (const std::string* name :
         {&each.student, &each.identity.login, &each.identity.email, &each.identity.sis_id,
          &each.identity.id, &each.identity.name}) {
      if (entrant.student.empty()) entrant.student = *name;
    }
    if (!entrant.student.empty()) all.push_back(std::move(entrant));
  }
  return all;
}

}  // namespace lockstep::intake
