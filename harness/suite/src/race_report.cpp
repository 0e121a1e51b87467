// Reads what ThreadSanitizer prints. Its format is stable since gcc 4.8:
//
//   WARNING: ThreadSanitizer: data race (pid=2)
//     Write of size 4 at 0x… by thread T2:
//       #0 function file:line (module+offset)
//     Previous write of size 4 at 0x… by thread T1:
//       …
//     Location is global 'counter' of size 4 at …
#include <lockstep/suite/explore.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace lockstep::suite {

namespace {

constexpr std::string_view kSubmission = "/lockstep/submission/";

struct Access {
  std::string verb;  // "wrote" or "read"
  verdict::Place place;
};

struct Report {
  std::vector<Access> accesses;
  std::string variable;  // empty where it has no name
};

std::vector<std::string> blocks(const std::string& text) {
  std::vector<std::string> found;
  std::size_t at = text.find("WARNING: ThreadSanitizer: data race");
  while (at != std::string::npos) {
    const std::size_t end = text.find("\nSUMMARY: ThreadSanitizer", at);
    found.push_back(text.substr(at, end == std::string::npos ? end : end - at));
    at = text.find("WARNING: ThreadSanitizer: data race", at + 1);
  }
  return found;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// "  Previous atomic write of size 4 at 0x7b04 by thread T1 (mutexes: write M9):"
std::optional<Access> access_in(const std::string& line) {
  const std::size_t by = line.find(" by ");
  const std::size_t size = line.find(" of size ");
  if (by == std::string::npos || size == std::string::npos || size > by) return std::nullopt;
  const std::string what = line.substr(0, size);
  const bool write = what.ends_with("rite");
  if (!write && !what.ends_with("ead")) return std::nullopt;
  return Access{write ? "wrote" : "read", {}};
}

/// The innermost frame in the student's own file is the one that is shown.
void take_frame(const std::string& line, Access& access) {
  const std::size_t begin = line.rfind(kSubmission);
  if (access.place.line != 0 || begin == std::string::npos) return;
  const std::size_t file = begin + kSubmission.size();
  const std::size_t colon = line.find(':', file);
  if (colon == std::string::npos) return;
  access.place = {line.substr(file, colon - file), std::atoi(line.c_str() + colon + 1), {}};
}

/// "  Location is global 'counter' of size 4 at …"; the compiler may add "[abi:cxx11]".
std::string global_in(const std::string& line) {
  constexpr std::string_view kBefore = "Location is global '";
  const std::size_t begin = line.find(kBefore);
  if (begin == std::string::npos) return {};
  const std::string name = line.substr(begin + kBefore.size());
  return name.substr(0, name.find_first_of("'["));
}

Report parse(const std::string& block) {
  Report report;
  std::istringstream lines(block);
  bool in_access = false;
  for (std::string line; std::getline(lines, line);) {
    if (const auto access = access_in(line)) {
      report.accesses.push_back(*access);
      in_access = true;
    } else if (line.empty()) {
      in_access = false;
    } else if (in_access && contains(line, "    #")) {
      take_frame(line, report.accesses.back());
    } else if (report.variable.empty()) {
      report.variable = global_in(line);
    }
  }
  return report;
}

std::string where(const Access& access) {
  return access.place.file + ":" + std::to_string(access.place.line);
}

std::optional<Race> race_of(Report report) {
  if (report.accesses.size() < 2) return std::nullopt;
  report.accesses.resize(2);
  const auto foreign = [](const Access& access) { return access.place.line == 0; };
  if (std::all_of(report.accesses.begin(), report.accesses.end(), foreign)) return std::nullopt;
  // Which of the two came first differs from run to run; the report should not.
  std::stable_sort(report.accesses.begin(), report.accesses.end(), [](const auto& a, const auto& b) {
    return std::pair(a.place.line, a.verb) > std::pair(b.place.line, b.verb);
  });
  Race race;
  for (Access& access : report.accesses) {
    if (foreign(access)) continue;
    access.place.role = "one thread " + access.verb + " here";
    race.places.push_back(access.place);
  }
  const std::string variable = report.variable.empty() ? "the same memory" : "`" + report.variable + "`";
  const Access& first = report.accesses[0];
  const Access& second = report.accesses[1];
  race.sentence = "one thread " + first.verb + " " + variable + " at " + where(first);
  if (!foreign(second)) {
    race.sentence += where(first) == where(second) ? " while another " + second.verb + " it there"
                                                   : " while another " + second.verb + " it at " +
                                                         where(second);
  }
  race.sentence += ", and nothing orders the two: no lock is held by both.";
  return race;
}

}  // namespace

std::vector<Race> races_in(const std::string& report) {
  std::vector<Race> races;
  for (const std::string& block : blocks(report)) {
    auto race = race_of(parse(block));
    if (race && std::find(races.begin(), races.end(), *race) == races.end()) {
      races.push_back(std::move(*race));
    }
  }
  std::sort(races.begin(), races.end(),
            [](const Race& a, const Race& b) { return a.sentence < b.sentence; });
  return races;
}

}  // namespace lockstep::suite
