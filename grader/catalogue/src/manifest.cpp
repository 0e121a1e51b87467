#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <lockstep/catalogue/error.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/verdict/printable.hpp>

#include "names.hpp"
#include "needs.hpp"
#include "table.hpp"

namespace lockstep::catalogue {
namespace {

namespace fs = std::filesystem;
using Text = Located<std::string>;

constexpr std::int64_t schema = 1;

std::chrono::milliseconds milliseconds_or(const Table& table, std::string_view key,
                                          std::chrono::milliseconds otherwise) {
  constexpr std::int64_t ten_minutes = 600'000;
  return std::chrono::milliseconds(table.whole_or(key, otherwise.count(), {1, ten_minutes}));
}

std::uint64_t amount_or(const Table& table, std::string_view key, Bytes otherwise, Bytes unit,
                        std::int64_t most) {
  const auto usual = static_cast<std::int64_t>(otherwise.count / unit.count);
  return static_cast<std::uint64_t>(table.whole_or(key, usual, {1, most}));
}

Limits limits(const Table& root) {
  Limits result;
  if (!root.has("limits")) return result;
  const Table table =
      root.table("limits", {"wall_ms", "cpu_ms", "memory_mib", "tasks", "output_kib", "tmp_mib"});
  result.wall = milliseconds_or(table, "wall_ms", result.wall);
  result.cpu = milliseconds_or(table, "cpu_ms", result.cpu);
  result.memory = mib(amount_or(table, "memory_mib", result.memory, mib(1), 65'536));
  result.tasks = static_cast<std::uint32_t>(table.whole_or("tasks", result.tasks, {1, 32'768}));
  result.output = kib(amount_or(table, "output_kib", result.output, kib(1), 65'536));
  result.tmp = mib(amount_or(table, "tmp_mib", result.tmp, mib(1), 65'536));
  return result;
}

/// Files of the folder in which `file` should be: what may have been meant.
std::vector<std::string> siblings(const fs::path& folder, const fs::path& file) {
  std::vector<std::string> result;
  std::error_code error;
  for (fs::directory_iterator entry(folder / file.parent_path(), error), end;
       !error && entry != end; entry.increment(error)) {
    result.push_back((file.parent_path() / entry->path().filename()).string());
  }
  std::sort(result.begin(), result.end());
  return result;
}

void require_file(const Source& source, const fs::path& folder, const Text& file) {
  std::error_code error;
  if (fs::is_regular_file(folder / file.value, error)) return;
  source.fail_unknown(file.at, "file", file.value, siblings(folder, file.value));
}

std::vector<std::string> student_files(const Table& root, const fs::path& folder) {
  std::vector<std::string> result;
  for (const Text& file : root.texts("files")) {
    if (!is_source_file(file.value)) {
      root.source().fail(file.at, fmt::format("'{}' is not the name of a .cpp file in this folder",
                                              verdict::printable(file.value)));
    }
    require_file(root.source(), folder, file);
    if (result.empty()) {
      require_file(root.source(), folder, {fs::path(file.value).stem().string() + ".hpp", file.at});
    }
    result.push_back(file.value);
  }
  return result;
}

Check check(const Table& table) {
  Check result;
  const Text id = table.text("id");
  if (!is_check_id(id.value)) {
    table.source().fail(id.at, fmt::format("'{}' is not a check id", verdict::printable(id.value)),
                        "written like 'threads.no-race'");
  }
  result.id = id.value;
  result.title = table.text("title").value;
  result.points = static_cast<int>(table.whole("points", {0, 100}));
  result.timed = table.flag_or("timed", false);
  result.says = table.text("says").value;
  for (const Text& hint : table.texts_or_none("hints")) result.hints.push_back(hint.value);
  return result;
}

std::vector<std::string> ids(const std::vector<Check>& checks) {
  std::vector<std::string> result;
  for (const Check& check : checks) result.push_back(check.id);
  return result;
}

std::vector<Check> checks(const Table& root) {
  const std::vector<Table> tables =
      root.tables_or_none("check", {"id", "title", "points", "needs", "timed", "says", "hints"});
  if (tables.empty()) root.source().fail(root.at(), "no [[check]]");
  std::vector<Check> result;
  for (const Table& table : tables) {
    Check next = check(table);
    const std::vector<std::string> earlier = ids(result);
    if (std::find(earlier.begin(), earlier.end(), next.id) != earlier.end()) {
      table.source().fail(table.text("id").at, fmt::format("second check '{}'", next.id));
    }
    result.push_back(std::move(next));
  }
  const std::vector<std::string> known = ids(result);
  std::vector<std::vector<Text>> needs;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    needs.push_back(tables[i].texts_or_none("needs"));
    for (const Text& need : needs.back()) {
      if (std::find(known.begin(), known.end(), need.value) == known.end()) {
        root.source().fail_unknown(need.at, "check", need.value, known);
      }
      result[i].needs.push_back(need.value);
    }
  }
  refuse_cycles(root.source(), known, needs);
  return result;
}

verdict::Word failure(const Source& source, const Text& word) {
  const std::optional<verdict::Word> parsed = verdict::parse_word(word.value);
  if (parsed && *parsed != verdict::Word::ok) return *parsed;
  std::vector<std::string> known;
  for (const verdict::Word each : verdict::all_words()) {
    if (each != verdict::Word::ok) known.emplace_back(verdict::name(each));
  }
  source.fail_unknown(word.at, "failure", word.value, known);
}

std::vector<Mutant> mutants(const Table& root, const fs::path& folder,
                            const std::vector<std::string>& known_checks) {
  std::vector<Mutant> result;
  for (const Table& table : root.tables_or_none("mutant", {"file", "fails"})) {
    const Text file = table.text("file");
    const Table fails = table.table("fails", {"check", "as"});
    const Text check_id = fails.text("check");
    if (!is_inside_folder(file.value)) {
      root.source().fail(file.at, fmt::format("'{}' is not a path inside this folder",
                                              verdict::printable(file.value)));
    }
    for (const Mutant& earlier : result) {
      if (earlier.file == file.value) {
        root.source().fail(file.at, fmt::format("second mutant '{}'", file.value));
      }
    }
    if (std::find(known_checks.begin(), known_checks.end(), check_id.value) == known_checks.end()) {
      root.source().fail_unknown(check_id.at, "check", check_id.value, known_checks);
    }
    const verdict::Word as = failure(root.source(), fails.text("as"));
    require_file(root.source(), folder, file);
    result.push_back({file.value, check_id.value, as});
  }
  return result;
}

void read_head(const Table& root, Exercise& exercise) {
  const std::int64_t written = root.whole("schema", {1, 1'000'000});
  if (written != schema) {
    root.source().fail(root.at("schema"), fmt::format("schema {} is not known", written),
                       fmt::format("this version reads schema {}", schema));
  }
  const Text id = root.text("id");
  if (!is_exercise_id(id.value)) {
    root.source().fail(id.at,
                       fmt::format("'{}' is not an exercise id", verdict::printable(id.value)),
                       "written like 'ex4'");
  }
  const Text name = root.text("name");
  if (!is_exercise_name(name.value)) {
    root.source().fail(name.at, fmt::format("'{}' is not a name", verdict::printable(name.value)),
                       "written like 'lock-counter'");
  }
  const std::string folder = folder_name(exercise.folder);
  if (folder != id.value + "-" + name.value) {
    root.source().fail(folder.starts_with(id.value + "-") ? name.at : id.at,
                       fmt::format("'{}-{}' is not the folder's name", id.value, name.value),
                       fmt::format("the folder is '{}'", verdict::printable(folder)));
  }
  exercise.id = id.value;
  exercise.name = name.value;
  exercise.title = root.text("title").value;
  exercise.summary = root.text("summary").value;
}

}  // namespace

Exercise load(const fs::path& folder) {
  const Source source(folder / "exercise.toml");
  const toml::table document = parsed(source);
  const Table root(
      source, document, "the manifest",
      {"schema", "id", "name", "title", "summary", "files", "limits", "check", "mutant"});
  Exercise exercise;
  exercise.folder = folder;
  read_head(root, exercise);
  exercise.files = student_files(root, folder);
  exercise.limits = limits(root);
  exercise.checks = checks(root);
  exercise.mutants = mutants(root, folder, ids(exercise.checks));
  return exercise;
}

}  // namespace lockstep::catalogue
