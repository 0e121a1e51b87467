#include "slurm.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <lockstep/batch/grading.hpp>
#include <lockstep/verdict/printable.hpp>

#include "command.hpp"

namespace lockstep::batch {
namespace {

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, '|');) fields.push_back(trimmed(field));
  return fields;
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "allocated/idle/other/total"
std::size_t idle_cpus(std::string_view counts) {
  const std::size_t begin = counts.find('/');
  return begin == std::string_view::npos ? 0 : number(counts.substr(begin + 1));
}

bool is_in(const std::string& shown, const std::string& partition) {
  if (partition.empty()) return shown.ends_with('*');  // sinfo's mark of the default one
  const std::string name = shown.ends_with('*') ? shown.substr(0, shown.size() - 1) : shown;
  return ("," + partition + ",").find("," + name + ",") != std::string::npos;
}

}  // namespace

std::string option_value(const std::vector<std::string>& options, std::string_view name,
                         char letter) {
  const std::string full = fmt::format("--{}", name);
  const std::string brief = {'-', letter};
  std::string value;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string& each = options[i];
    if (each == full || each == brief) {
      if (i + 1 < options.size()) value = options[i + 1];
    } else if (each.starts_with(full + "=")) {
      value = each.substr(full.size() + 1);
    } else if (each.starts_with(brief)) {
      value = each.substr(brief.size());
    }
  }
  return value;
}

Room room_in(const std::string& listing, const std::string& partition, unsigned cpus) {
  Room room;
  std::set<std::string> seen;  // a node may lie in several partitions
  std::istringstream stream(listing);
  for (std::string line; std::getline(stream, line);) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.size() < 5 || !is_in(fields[1], partition)) continue;
    if (!seen.insert(fields[0]).second) continue;
    const std::uint64_t memory = number(fields[4]);
    if (room.memory == 0 || memory < room.memory) room.memory = memory;
    if (fields[3] == "idle" || fields[3] == "mixed") room.places += idle_cpus(fields[2]) / cpus;
  }
  return room;
}

bool Slurm::memory_is_told() const {
  return std::any_of(options_.begin(), options_.end(),
                     [](const std::string& each) { return each.starts_with("--mem"); });
}

std::string Slurm::submit(const Array& array) const {
  std::vector<std::string> arguments{"sbatch",
                                     "--parsable",
                                     "--no-requeue",
                                     "--job-name=" + array.name,
                                     fmt::format("--array=0-{}", array.tasks - 1),
                                     fmt::format("--cpus-per-task={}", array.cpus),
                                     "--output=" + (array.output / "%A_%a").string()};
  if (array.memory > 0) arguments.push_back(fmt::format("--mem-per-cpu={}M", array.memory));
  arguments.insert(arguments.end(), options_.begin(), options_.end());
  arguments.insert(arguments.end(), {"--wrap", array.command});
  const Said said = run_command(arguments);
  if (said.status != 0) {
    throw BatchStopped(
        fmt::format("Slurm did not take the array: {}\nput that right ('sinfo' tells whether there "
                    "are nodes), and give the same command again; or grade here, without --engine "
                    "slurm",
                    verdict::printable(trimmed(said.errors))));
  }
  const std::string number = trimmed(said.output);
  return number.substr(0, number.find(';'));  // "12;cluster" where there are several
}

Slurm::Answer Slurm::ask(const std::string& array) const {
  const Said said = run_command({"squeue", "-h", "-j", array, "-o", "%T"});
  if (said.status == 0) return {trimmed(said.output).empty() ? State::over : State::active, ""};
  if (said.errors.find("Invalid job id") != std::string::npos) return {State::over, ""};
  if (said.status == 127) {
    throw BatchStopped(
        "there is no program squeue here: is this a machine of the cluster? Without --engine slurm "
        "it is graded on this one");
  }
  return {State::no_answer, trimmed(said.errors)};
}

Room Slurm::room(unsigned cpus) const {
  std::vector<std::string> arguments{"sinfo", "-h", "-N", "-o", "%N|%P|%C|%T|%m"};
  const std::string nodes = option_value(options_, "nodelist", 'w');
  if (!nodes.empty()) arguments.insert(arguments.end(), {"-n", nodes});
  std::string partition = option_value(options_, "partition", 'p');
  if (const char* usual = std::getenv("SBATCH_PARTITION"); partition.empty() && usual != nullptr) {
    partition = usual;
  }
  const Said said = run_command(arguments);
  return said.status == 0 ? room_in(said.output, partition, std::max(1U, cpus)) : Room{};
}

}  // namespace lockstep::batch
