// The layouts: what each makes of the names at the top.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/intake/intake.hpp>

#include "tree.hpp"

namespace lockstep::intake {

/// What a reader of a layout is given, and where it puts what it finds.
struct Desk {
  const catalogue::Exercise& exercise;
  const Visit& visit;
  std::vector<std::string>& remarks;
};

/// What somebody has handed in, of all that lies there.
[[nodiscard]] std::vector<Node> without_junk(std::vector<Node> nodes);

// Each gets what lies at the top without junk. Names need not be unique among entrants yet.
void read_folders(const std::vector<Node>& nodes, const Desk& desk);
void read_files(const std::vector<Node>& nodes, const Desk& desk);
void read_gradescope(const std::vector<Node>& nodes, const Desk& desk);
void read_canvas(const std::vector<Node>& nodes, const Desk& desk);
void read_moodle(const std::vector<Node>& nodes, const Desk& desk);

/// "lovelaceada_LATE_12345_67890_solution.cpp"
struct CanvasName {
  std::string student;  // "lovelaceada"
  bool late = false;
  std::string user;
  std::string submission;
  std::string file;
};
[[nodiscard]] std::optional<CanvasName> canvas_name(std::string_view name);

/// "Ada Lovelace_12345_assignsubmission_file_", with or without a file's name behind it.
struct MoodleName {
  std::string student;
  std::string number;
  std::string plugin;  // "file", "onlinetext"
  std::string file;
};
[[nodiscard]] std::optional<MoodleName> moodle_name(std::string_view name);

/// "2026-05-01 12:00:00.5 -07:00" in UTC, "2026-05-01T19:00:00Z"; empty where it is no time.
[[nodiscard]] std::string as_utc(const std::string& time);

/// Of what lies at the top. Throws IntakeError that says what was found and what is understood.
[[nodiscard]] Layout layout_of(const std::vector<Node>& nodes, const catalogue::Exercise& exercise);

/// The commit that a checkout is at, by its reflog: no program of git is run, because a checkout
/// may tell git to run others. Empty strings where `folder` is no checkout, or the log is not
/// there.
struct Commit {
  std::string hash;  // the first 10 digits
  std::string time;  // UTC
};
[[nodiscard]] Commit commit_of(const Node& folder);

}  // namespace lockstep::intake
