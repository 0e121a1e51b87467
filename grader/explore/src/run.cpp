// One conversation: a request in, a report out.
#include <fmt/format.h>
#include <lockstep/explanation/check.hpp>
#include <lockstep/verdict/printable.hpp>
#include <lockstep/wire/codec.hpp>

#include "workbench.hpp"

namespace lockstep::explore {
namespace {

using explorer::report::Report;
using sandbox::Cause;

sandbox::Program program_of(const Job& job, const std::string& path) {
  sandbox::Program program;
  program.argv = {kInside};
  program.argv.insert(program.argv.end(), job.arguments.begin(), job.arguments.end());
  program.environment = {"PATH=/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp", "LANG=C.UTF-8"};
  program.mounts = {{path, kInside}};
  program.conversation = true;
  program.detect_stuck = true;
  return program;
}

sandbox::Limits limits_of(const Job& job) {
  sandbox::Limits limits;
  limits.wall = job.wall;
  limits.cpu = job.wall;
  limits.memory_bytes = job.memory_bytes;
  limits.tasks = 4096;
  limits.response_bytes = wire::Limits{}.bytes;
  return limits;
}

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{:g} s", static_cast<double>(time.count()) / 1000);
}

/// The last words, which is where a reason stands.
std::string last_words(const std::string& errors) {
  constexpr std::size_t most = 400;
  std::string_view rest = errors;
  while (rest.ends_with('\n')) rest.remove_suffix(1);
  if (rest.size() > most) rest.remove_prefix(rest.size() - most);
  return rest.empty() ? "" : ":\n" + verdict::printable_lines(rest);
}

std::string why_it_ended(const sandbox::Facts& facts, const sandbox::Limits& limits) {
  switch (facts.ending.cause) {
    case Cause::wall_limit:
      return fmt::format("it did not end within {}; try --wall with more", seconds(limits.wall));
    case Cause::cpu_limit:
      return fmt::format("it used {} of CPU time without an end; try --wall with more",
                         seconds(limits.cpu));
    case Cause::memory_limit:
      return fmt::format("it needed more than {} MiB of memory; try --memory with more",
                         limits.memory_bytes >> 20U);
    case Cause::output_limit:
      return "it wrote too much to its standard error, or its report was too long";
    case Cause::signalled:
      return fmt::format("it was ended by signal {} outside of what is explored{}",
                         facts.ending.code, last_words(facts.errors));
    case Cause::stuck:
      return "it waits for ever for something that is not under control";
    case Cause::exited:
      return fmt::format("it ended by itself (exit status {}) without a report{}",
                         facts.ending.code, last_words(facts.errors));
    case Cause::process_limit:
      return fmt::format("it started more than {} processes", limits.tasks);
    case Cause::file_limit:
      return "it wrote a larger file than is allowed";
    case Cause::tampering:
      return "it answered what nobody had asked";
    case Cause::stopped:
      break;
  }
  return "it was stopped";
}

}  // namespace

Answer run(const Workbench& bench, const std::string& program) {
  const sandbox::Limits limits = limits_of(bench.job);
  sandbox::Running running = bench.sandbox.start(program_of(bench.job, program), limits);
  const std::optional<std::string> bytes = running.exchange(wire::encode(bench.job.request));
  const sandbox::Facts facts = running.finish();
  if (!bytes) return {std::nullopt, why_it_ended(facts, limits)};
  try {
    Answer answer{wire::decode<Report>(*bytes), {}};
    explanation::check(*answer.report, bench.job.request);
    return answer;
  } catch (const wire::DecodeError& error) {
    return {std::nullopt, fmt::format("what it reported cannot be read ({})", error.what())};
  } catch (const explanation::ImplausibleReport& error) {
    return {std::nullopt, fmt::format("what it reported cannot be true: {}", error.what())};
  }
}

}  // namespace lockstep::explore
