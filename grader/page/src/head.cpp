#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/export/markup.hpp>

#include "assets.hpp"
#include "parts.hpp"

namespace lockstep::page {
namespace {

using exports::escaped_markup;

unsigned digit(char hex) { return static_cast<unsigned>(hex <= '9' ? hex - '0' : hex - 'a' + 10); }

std::string title_of(const Class& all) {
  std::string title = all.subject.exercise;
  if (!all.subject.title.empty()) title += " " + all.subject.title;
  return escaped_markup(title);
}

std::size_t count(const Class& all, store::State state) {
  return static_cast<std::size_t>(
      std::count_if(all.entries.begin(), all.entries.end(),
                    [=](const Entry& entry) { return entry.standing.state == state; }));
}

/// Results that were made in different ways are hard to compare: staff should know.
std::string circumstances(const Class& all) {
  std::set<std::string> graders, steps;
  for (const Entry& entry : all.entries) {
    if (!entry.standing.versions.grader.empty()) graders.insert(entry.standing.versions.grader);
    if (entry.result) steps.insert(std::string(1, entry.result->sandbox));
  }
  std::string text;
  if (!graders.empty()) {
    text += fmt::format("Graded with {}. ",
                        escaped_markup(fmt::format("{}", fmt::join(graders, ", "))));
  }
  if (!steps.empty()) {
    text +=
        fmt::format("Sandbox step {}.", escaped_markup(fmt::format("{}", fmt::join(steps, ", "))));
  }
  return text.empty() ? "" : "<p class=\"quiet\">" + text + "</p>\n";
}

std::string fact(std::size_t number, std::string_view what, std::string_view kind = "") {
  if (number == 0 && !kind.empty()) return "";
  return fmt::format("<li class=\"{}\"><b>{}</b> {}</li>\n", kind, number, what);
}

}  // namespace

std::string base64_of_hexadecimal(std::string_view hex) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  for (std::size_t at = 0; at < hex.size(); at += 6) {
    unsigned bits = 0;
    const std::size_t digits = std::min<std::size_t>(6, hex.size() - at);
    for (std::size_t i = 0; i < 6; ++i) bits = bits << 4 | (i < digits ? digit(hex[at + i]) : 0);
    for (std::size_t i = 0; i < 4; ++i) {
      result += i * 6 < digits * 4 ? letters[bits >> (18 - 6 * i) & 63] : '=';
    }
  }
  return result;
}

std::string head(const Class& all) {
  const std::string policy = fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri "
      "'none'; form-action 'none'",
      base64_of_hexadecimal(kStyleHash), base64_of_hexadecimal(kScriptHash));
  return fmt::format(R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}: {}</title>
<style>{}</style>
</head>
<body>
<header>
<h1>{}</h1>
<nav>
<a href="#scores">Points</a>
<a href="#checks">Checks</a>
<a href="#same-fault">Same fault</a>
<a href="#identical">Identical</a>
<a href="#students">Students</a>
</nav>
</header>
)",
                     policy, title_of(all), counted(all.entries.size(), "student"), kStyle,
                     title_of(all));
}

std::string summary(const Class& all) {
  using store::State;
  const auto graded = static_cast<std::size_t>(
      std::count_if(all.entries.begin(), all.entries.end(),
                    [](const Entry& entry) { return entry.points().has_value(); }));
  const auto faults = static_cast<std::size_t>(std::count_if(
      all.entries.begin(), all.entries.end(), [](const Entry& entry) { return entry.faulty(); }));
  const auto decided = static_cast<std::size_t>(std::count_if(
      all.entries.begin(), all.entries.end(),
      [](const Entry& entry) { return entry.standing.override_by_staff.has_value(); }));
  return "<ul class=\"facts\">\n" + fact(all.entries.size(), "students") +
         fact(graded, "with points") + fact(faults, "grader faults", "fault") +
         fact(count(all, State::did_not_compile), "do not compile", "bad") +
         fact(count(all, State::tampering), "interfere with grading", "bad") +
         fact(count(all, State::nothing), "with nothing to grade", "other") +
         fact(count(all, State::waiting), "not graded yet", "other") +
         fact(decided, "decided by staff", "other") + "</ul>\n" + circumstances(all);
}

}  // namespace lockstep::page
