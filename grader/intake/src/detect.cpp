#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "layouts.hpp"
#include "names.hpp"

namespace lockstep::intake {
namespace {

constexpr std::array<std::pair<Layout, std::string_view>, 6> kNames{{
    {Layout::automatic, "auto"},
    {Layout::folders, "folders"},
    {Layout::files, "files"},
    {Layout::gradescope, "gradescope"},
    {Layout::canvas, "canvas"},
    {Layout::moodle, "moodle"},
}};

constexpr std::string_view kUnderstood =
    "What is understood:\n"
    "  a folder for each student, or a file for each student (ada.cpp, ada.zip)\n"
    "  Gradescope: submission_metadata.yml and a folder for each submission\n"
    "  Canvas: name_[LATE_]user_submission_file, as a zip or unpacked\n"
    "  Moodle: Name_number_assignsubmission_file_, as a zip or unpacked\n"
    "Put away what does not belong there, or say what it is: --layout folders, files, gradescope, "
    "canvas or moodle";

template <typename Rule>
std::vector<std::string> names_of(const std::vector<Node>& nodes, Rule rule) {
  std::vector<std::string> names;
  for (const Node& each : nodes) {
    if (rule(each)) names.push_back(each.name);
  }
  return names;
}

[[noreturn]] void unknown(const std::string& found) {
  throw IntakeError(fmt::format("{}\n{}", found, kUnderstood));
}

/// One export's names and others.
[[noreturn]] void mixed(std::string_view system, const std::vector<std::string>& others) {
  unknown(fmt::format("this looks like an export of {}, but for {}", system, some_of(others)));
}

Layout plain_layout(const std::vector<Node>& nodes, const catalogue::Exercise& exercise) {
  const auto folders = names_of(nodes, [](const Node& each) { return each.kind == Kind::folder; });
  const auto sources = names_of(nodes, [](const Node& each) {
    return each.kind != Kind::folder && (is_source(each.name) || is_archive(each.name));
  });
  const auto links = names_of(nodes, [](const Node& each) { return each.kind == Kind::link; });
  const bool one = std::any_of(nodes.begin(), nodes.end(), [&](const Node& each) {
    return each.name == exercise.files.front();
  });
  if (one) {
    throw IntakeError(fmt::format(
        "this is one submission: it has {} at its top. 'grade {} FOLDER' grades it; for a batch "
        "name the folder above it",
        exercise.files.front(), exercise.id));
  }
  if (!folders.empty() && folders.size() + links.size() == nodes.size()) return Layout::folders;
  if (!sources.empty() && sources.size() == nodes.size()) return Layout::files;
  if (nodes.empty()) unknown("there is nothing in it");
  if (!folders.empty() && !sources.empty()) {
    unknown(
        fmt::format("there are folders ({}) and files ({}), so it is not clear which of them are "
                    "the students",
                    some_of(folders), some_of(sources)));
  }
  const auto others = names_of(nodes, [](const Node& each) {
    return each.kind != Kind::folder && !is_source(each.name) && !is_archive(each.name);
  });
  unknown(fmt::format("there is {} beside {} folders and {} sources", some_of(others),
                      folders.size(), sources.size()));
}

}  // namespace

std::string_view name(Layout layout) noexcept {
  for (const auto& [each, text] : kNames) {
    if (each == layout) return text;
  }
  return "?";
}

std::optional<Layout> layout_called(std::string_view name) noexcept {
  for (const auto& [each, text] : kNames) {
    if (text == name) return each;
  }
  return std::nullopt;
}

Layout layout_of(const std::vector<Node>& nodes, const catalogue::Exercise& exercise) {
  const auto is_metadata = [](const Node& each) { return each.name == kGradescopeMetadata; };
  if (std::any_of(nodes.begin(), nodes.end(), is_metadata)) return Layout::gradescope;
  const auto not_moodle = names_of(nodes, [](const Node& each) { return !moodle_name(each.name); });
  if (not_moodle.size() < nodes.size()) {
    if (!not_moodle.empty()) mixed("Moodle", not_moodle);
    return Layout::moodle;
  }
  const auto not_canvas = names_of(
      nodes, [](const Node& each) { return each.kind == Kind::folder || !canvas_name(each.name); });
  if (not_canvas.size() < nodes.size()) {
    if (!not_canvas.empty()) mixed("Canvas", not_canvas);
    return Layout::canvas;
  }
  return plain_layout(nodes, exercise);
}

std::string as_utc(const std::string& time) {
  std::tm parts{};
  int zone_hours = 0;
  int zone_minutes = 0;
  char sign = '+';
  int used = 0;
  if (std::sscanf(time.c_str(), "%4d-%2d-%2d%*1[ T]%2d:%2d:%2d%n", &parts.tm_year, &parts.tm_mon,
                  &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &used) != 6) {
    return "";
  }
  const std::string rest = time.substr(static_cast<std::size_t>(used));
  const std::size_t zone = rest.find_first_of("+-");
  if (zone != std::string::npos &&
      std::sscanf(rest.c_str() + zone, "%c%2d%*1[:]%2d", &sign, &zone_hours, &zone_minutes) != 3) {
    std::sscanf(rest.c_str() + zone, "%c%2d%2d", &sign, &zone_hours, &zone_minutes);
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::time_t offset = (zone_hours * 60 + zone_minutes) * 60;
  const std::time_t utc = ::timegm(&parts) + (sign == '-' ? offset : -offset);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(utc));
}

}  // namespace lockstep::intake
