#include <lockstep/suite/run.hpp>

#include <time.h>

#include <lockstep/sandbox/sandbox.hpp>

#include "controlled.hpp"
#include "state.hpp"

namespace lockstep::suite {

namespace {

// ThreadSanitizer keeps about four times the program's memory beside it.
constexpr std::uint64_t kSanitizerMemory = 512U << 20U;

// Lock order is no fact about this run, and what is left at the end is another check's matter.
constexpr const char* kSanitizerOptions =
    "TSAN_OPTIONS=exitcode=0:detect_deadlocks=0:report_thread_leaks=0:report_destroy_locked=0:"
    "report_signal_unsafe=0:history_size=7:print_suppressions=0:color=never";

sandbox::Time now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

const std::string& program_path(Build build) {
  switch (build) {
    case Build::race:
      return setup().race;
    case Build::recorded:
      return setup().recorded;
    case Build::native:
      break;
  }
  return setup().native;
}

sandbox::Program program_for(const How& how) {
  sandbox::Program program;
  program.argv = {kInside};
  program.environment = {"PATH=/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp", "LANG=C.UTF-8"};
  if (how.build == Build::race) program.environment.emplace_back(kSanitizerOptions);
  if (how.one_arena) program.environment.emplace_back("MALLOC_ARENA_MAX=1");
  program.mounts = {{program_path(how.build), kInside}};
  program.conversation = true;
  program.detect_stuck = true;
  program.observe = how.observe;
  return program;
}

sandbox::Limits limits_for(const How& how) {
  sandbox::Limits limits = setup().limits;
  if (how.wall) limits.wall = *how.wall;
  if (how.build == Build::race) limits.memory_bytes += kSanitizerMemory;
  return limits;
}

wire::Response refused(std::string why) {
  wire::Response response;
  response.kind = wire::Response::Kind::bad_request;
  response.exception_what = std::move(why);
  return response;
}

RawOutcome one_call(sandbox::Running& running, const std::string& request) {
  RawOutcome outcome;
  running.mark();
  outcome.began = now();
  const std::optional<std::string> answer = running.exchange(request);
  outcome.ended = now();
  if (!answer) return outcome;
  try {
    outcome.response = wire::decode<wire::Response>(*answer);
  } catch (const wire::DecodeError& error) {
    outcome.response = refused(error.what());
  }
  outcome.tasks = running.tasks();
  outcome.after = running.inventory();
  return outcome;
}

/// A question about no function must still be answered as one: who wrote an answer of its own into
/// the channel has ended since, or has one answer too many.
bool still_serves(sandbox::Running& running) {
  const std::optional<std::string> answer = running.exchange(wire::encode(wire::Request{}));
  if (!answer) return false;
  try {
    return wire::decode<wire::Response>(*answer).kind == wire::Response::Kind::unknown_function;
  } catch (const wire::DecodeError&) {
    return false;
  }
}

bool has_returned(const RawRun& run) {
  if (run.outcomes.empty()) return false;
  const auto& response = run.outcomes.back().response;
  return response && response->kind == wire::Response::Kind::returned;
}

}  // namespace

How with_threads_observed(std::size_t workers) {
  How how;
  how.observe.tasks = true;
  how.observe.serial = true;
  how.observe.hold_threads = static_cast<std::uint32_t>(workers);
  return how;
}

How with_processes_observed(std::size_t workers) {
  How how;
  how.observe.tasks = true;
  how.observe.serial = true;
  how.observe.hold_processes = static_cast<std::uint32_t>(workers);
  return how;
}

How serially(std::size_t workers) {
  How how;
  how.observe.tasks = true;
  how.observe.serial = true;
  how.observe.hold_threads = how.observe.hold_processes = static_cast<std::uint32_t>(workers);
  how.controlled = true;
  return how;
}

How serially_again(std::size_t workers) {
  How how = serially(workers);
  how.calls = 2;
  return how;
}

How with_narrow_pipes() {
  constexpr std::uint32_t kSmallestPosixPipe = 512;  // _POSIX_PIPE_BUF
  How how;
  how.observe.pipe_bytes = kSmallestPosixPipe;
  return how;
}

How with_leftovers_counted() {
  constexpr unsigned kCalls = 4;
  How how;
  how.observe.tasks = true;
  how.observe.serial = true;
  how.observe.hold_until_joined = true;
  how.repeat = kCalls;
  how.one_arena = true;
  return how;
}

RawRun run_raw(const std::string& function, const std::string& arguments, const std::string& shown,
               const How& how) {
  const std::string label = how.calls == 1 ? shown : shown + ", called again in the same process";
  if (how.controlled) {
    if (auto run = controlled_run(function, arguments, label, how.calls)) return std::move(*run);
  }
  RawRun run{label, how, {}, {}, {}, {}};
  wire::Request request{function, arguments, {}};
  request.conditions.wall_clock_jump_ns = how.wall_clock_jump.count();
  request.conditions.record_activity = how.build == Build::recorded;
  request.conditions.calls = how.calls;
  const std::string bytes = wire::encode(request);

  sandbox::Running running = the_sandbox().start(program_for(how), limits_for(how));
  // An answer to a question about no function shows that the program is up and at rest.
  const bool up = running.exchange(wire::encode(wire::Request{})).has_value();
  run.before = running.inventory();
  for (unsigned i = 0; up && i < how.repeat; ++i) {
    run.outcomes.push_back(one_call(running, bytes));
    const auto& response = run.outcomes.back().response;
    if (!response || response->kind != wire::Response::Kind::returned) break;
  }
  const bool forged = has_returned(run) && !still_serves(running);
  run.facts = running.finish();
  if (forged && run.facts.ending.clean()) {
    run.outcomes.back().response = refused("the program did not go on after it");
  }
  return run;
}

}  // namespace lockstep::suite
