// Reads what ThreadSanitizer prints. Its format is stable since gcc 4.8:
//
//   WARNING: ThreadSanitizer: data race (pid=2)
//     Write of size 4 at 0x… by thread T2:
//       #0 function file:line (module+offset)
//     Previous write of size 4 at 0x… by thread T1:
//       …
//     Location is global 'counter' of size 4 at …
//
// What the program itself prints may stand between any two lines.
#include <lockstep/suite/explore.hpp>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <tuple>

#include "state.hpp"

namespace lockstep::suite {
namespace {

constexpr std::string_view kHeading = "WARNING: ThreadSanitizer: ";

struct Access {
  bool write = false;
  bool freed = false;  // by operator delete or free(), which count as a write
  std::string_view thread;
  verdict::Place place;  // line 0: not in the student's code
};

struct RaceReport {
  std::vector<Access> accesses;
  std::string variable;  // empty where it has no name
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Where a race was overtaken by the end of the memory's life, it is called a use after free.
bool is_of_interest(std::string_view block) {
  block.remove_prefix(kHeading.size());
  return block.starts_with("data race") || block.starts_with("heap-use-after-free");
}

std::vector<std::string_view> blocks(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t at = text.find(kHeading);
  while (at != std::string_view::npos) {
    const std::size_t next = text.find(kHeading, at + 1);
    const std::string_view block =
        text.substr(at, next == std::string_view::npos ? next : next - at);
    if (is_of_interest(block))
      found.push_back(block.substr(0, block.find("\nSUMMARY: ThreadSanitizer")));
    at = next;
  }
  return found;
}

/// "  Previous atomic write of size 4 at 0x7b04 by thread T1 (mutexes: write M9):"
std::optional<Access> access_in(std::string_view line) {
  const std::size_t by = line.find(" by ");
  const std::size_t size = line.find(" of size ");
  if (by == std::string_view::npos || size == std::string_view::npos || size > by) {
    return std::nullopt;
  }
  const std::string_view what = line.substr(0, size);
  const bool write = what.ends_with("rite");
  if (!write && !what.ends_with("ead")) return std::nullopt;
  std::string_view thread = line.substr(by + 4);
  thread = thread.substr(0, std::min(thread.find(" ("), thread.find(':')));
  return Access{write, false, thread, {}};
}

/// The innermost frame in the student's own file is the one that is shown.
void take_frame(std::string_view line, Access& access) {
  if (contains(line, "#0 operator delete") || contains(line, "#0 free ")) access.freed = true;
  const std::size_t begin = line.rfind(kSubmissionFolder);
  if (access.place.line != 0 || begin == std::string_view::npos) return;
  if (line.substr(0, begin).ends_with("(lambda at ")) return;  // part of a name
  const std::size_t file = begin + kSubmissionFolder.size();
  const std::size_t colon = line.find(':', file);
  if (colon == std::string_view::npos) return;
  access.place.file = line.substr(file, colon - file);
  std::from_chars(line.data() + colon + 1, line.data() + line.size(), access.place.line);
}

/// "  Location is global 'counter' of size 4 at …"; the compiler may add "[abi:cxx11]".
std::string_view global_in(std::string_view line) {
  constexpr std::string_view kBefore = "Location is global '";
  const std::size_t begin = line.find(kBefore);
  if (begin == std::string_view::npos) return {};
  const std::string_view name = line.substr(begin + kBefore.size());
  // "<null>" and other names in brackets are none that a student wrote.
  return name.starts_with('<') ? std::string_view() : name.substr(0, name.find_first_of("'["));
}

/// "  Thread T1 (tid=7, running) created by main thread at:", for instance.
bool begins_section(std::string_view line) {
  return line.size() > 2 && line.starts_with("  ") && line[2] != ' ';
}

RaceReport parse(std::string_view block) {
  RaceReport report;
  bool in_access = false;
  while (!block.empty()) {
    const std::size_t end = std::min(block.find('\n'), block.size());
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(std::min(end + 1, block.size()));
    if (const auto access = access_in(line)) {
      report.accesses.push_back(*access);
      in_access = true;
    } else if (in_access && contains(line, "    #")) {
      take_frame(line, report.accesses.back());
    } else if (begins_section(line)) {
      in_access = false;
      if (report.variable.empty()) report.variable = global_in(line);
    }
  }
  return report;
}

bool foreign(const Access& access) { return access.place.line == 0; }

/// Which of the two came first differs from run to run; the report should not.
bool shown_before(const Access& a, const Access& b) {
  const auto key = [](const Access& access) {
    return std::tuple(!access.freed, foreign(access), std::string_view(access.place.file),
                      access.place.line);
  };
  return key(a) < key(b);
}

/// Two accesses in order, at least one of them in the student's code, or nullopt.
std::optional<RaceReport> race_in(std::string_view block) {
  RaceReport report = parse(block);
  if (report.accesses.size() < 2) return std::nullopt;
  report.accesses.resize(2);
  const auto& accesses = report.accesses;
  if (std::all_of(accesses.begin(), accesses.end(), foreign)) return std::nullopt;
  if (accesses[0].thread == accesses[1].thread) return std::nullopt;  // used after its own free
  std::stable_sort(report.accesses.begin(), report.accesses.end(), shown_before);
  return report;
}

bool same_places(const RaceReport& a, const RaceReport& b) {
  for (std::size_t i = 0; i < 2; ++i) {
    if (a.accesses[i].place != b.accesses[i].place) return false;
    if (a.accesses[i].freed != b.accesses[i].freed) return false;
  }
  return true;
}

/// `++c` reads and writes: which of the two was caught is a matter of timing. All reports about
/// two lines become one.
void merge(std::vector<RaceReport>& races, RaceReport report) {
  const auto same = [&](const RaceReport& other) { return same_places(other, report); };
  const auto found = std::find_if(races.begin(), races.end(), same);
  if (found == races.end()) {
    races.push_back(std::move(report));
    return;
  }
  for (std::size_t i = 0; i < 2; ++i) found->accesses[i].write |= report.accesses[i].write;
  if (found->variable.empty() || (!report.variable.empty() && report.variable < found->variable)) {
    found->variable = std::move(report.variable);
  }
}

std::string where(const Access& access) {
  return access.place.file + ":" + std::to_string(access.place.line);
}

/// " at a.cpp:7", " there" or, where it lies in no code of the student's, nothing.
std::string at(const Access& access, const Access* other = nullptr) {
  if (foreign(access)) return {};
  return other != nullptr && where(*other) == where(access) ? " there" : " at " + where(access);
}

std::string verb(const Access& access) {
  return access.freed ? "freed" : access.write ? "wrote" : "read";
}

std::string freed_sentence(const RaceReport& report) {
  const Access& first = report.accesses[0];
  const Access& second = report.accesses[1];
  return "one thread freed memory" + at(first) + ", and nothing makes it wait until another is " +
         "done with it" + at(second, &first) + ".";
}

std::string sentence_of(const RaceReport& report) {
  const Access& first = report.accesses[0];
  const Access& second = report.accesses[1];
  if (first.freed) return freed_sentence(report);
  const std::string variable =
      report.variable.empty() ? "the same memory" : "`" + report.variable + "`";
  const bool one_place = where(first) == where(second);
  std::string sentence =
      "one thread " + (one_place ? std::string("wrote") : verb(first)) + " " + variable + at(first);
  if (!foreign(second)) {
    sentence += " while another " + (one_place ? std::string("used") : verb(second)) + " it" +
                at(second, &first);
  }
  return sentence + ", and nothing orders the two: no lock is held by both.";
}

Race race_of(const RaceReport& report) {
  Race race{sentence_of(report), {}};
  const bool one_place = where(report.accesses[0]) == where(report.accesses[1]);
  for (const Access& access : report.accesses) {
    if (foreign(access)) continue;
    race.places.push_back(access.place);
    race.places.back().role = one_place && !access.freed
                                  ? "several threads used it here"
                                  : "one thread " + verb(access) + " it here";
    if (one_place) break;
  }
  return race;
}

}  // namespace

std::vector<Race> races_in(const std::string& report) {
  std::vector<RaceReport> found;
  for (const std::string_view block : blocks(report)) {
    if (auto race = race_in(block)) merge(found, std::move(*race));
  }
  // What was freed is often only the consequence: last.
  std::sort(found.begin(), found.end(), [](const RaceReport& a, const RaceReport& b) {
    return std::pair(a.accesses[0].freed, sentence_of(a)) <
           std::pair(b.accesses[0].freed, sentence_of(b));
  });
  std::vector<Race> races;
  for (const RaceReport& each : found) races.push_back(race_of(each));
  return races;
}

}  // namespace lockstep::suite
