// How a run ended, in a student's words.
#include <lockstep/suite/run.hpp>

#include <algorithm>
#include <csignal>
#include <cstring>

#include <lockstep/verdict/printable.hpp>

#include "state.hpp"

namespace lockstep::suite {

namespace {

using sandbox::Cause;
using sandbox::Wait;
using verdict::Finding;
using verdict::Word;

std::string seconds(std::chrono::milliseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text.append(".").append(std::to_string(tenths % 10));
  return text + " s";
}

std::string mebibytes(std::uint64_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; }

std::string signal_sentence(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "the program crashed (segmentation fault): it used memory that is not its own.";
    case SIGBUS: return "the program crashed (bus error): it used memory that is not there.";
    case SIGFPE: return "the program crashed (arithmetic error): a division by zero, for instance.";
    case SIGABRT: return "the program was aborted.";
    case SIGPIPE: return "the program was ended by SIGPIPE: it wrote to a pipe nobody reads.";
    default: break;
  }
  return "the program was ended by signal " + std::to_string(signal) + ".";
}

/// libstdc++ says on standard error which exception nobody caught.
std::string uncaught(const std::string& errors) {
  const std::size_t begin = errors.find("terminate called ");
  if (begin == std::string::npos) return {};
  std::string text = errors.substr(begin);
  const std::size_t first = text.find('\n');
  const std::size_t second = first == std::string::npos ? first : text.find('\n', first + 1);
  text = text.substr(0, text.find("what():") == std::string::npos ? first : second);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Finding signalled(const RawRun& run) {
  const std::string exception = uncaught(run.facts.errors);
  if (run.facts.ending.code == SIGABRT && exception.starts_with("terminate called without")) {
    return {Word::crash, run.call + ": std::terminate was called.",
            "A std::thread that is destroyed before it was joined does this, and so does an "
            "exception that leaves a thread or a destructor.", {}};
  }
  if (run.facts.ending.code == SIGABRT && !exception.empty()) {
    return {Word::uncaught_exception, run.call + ": " + verdict::printable(exception) + ".",
            "An exception that leaves a thread's function ends the whole program. Which call can "
            "throw there?", {}};
  }
  return {Word::crash, run.call + ": " + signal_sentence(run.facts.ending.code), {}, {}};
}

const char* wait_words(Wait wait) {
  switch (wait) {
    case Wait::lock: return "for a lock, a condition, or another thread to end";
    case Wait::child: return "for a child process to end";
    case Wait::pipe_read: return "for data that nobody sends";
    case Wait::pipe_write: return "to write into a channel that is full";
    case Wait::file_lock: return "for a file lock";
    case Wait::nothing:
    case Wait::other: break;
  }
  return "for something that never comes";
}

constexpr const char* kMainThread = "main thread";

std::string who(const sandbox::Waiting& waiting) {
  if (waiting.in_child) return waiting.main_thread ? "child process" : "thread of a child process";
  return waiting.main_thread ? kMainThread : "thread";
}

/// "the main thread waits for a child process to end; several child processes wait to write …".
/// How many had come how far differs from run to run, so it is not said.
std::string waiting_sentence(const std::vector<sandbox::Waiting>& all) {
  std::vector<std::pair<std::string, std::size_t>> groups;
  for (const sandbox::Waiting& waiting : all) {
    const std::string key = who(waiting) + "\n" + wait_words(waiting.wait);
    const auto same = [&](const auto& group) { return group.first == key; };
    const auto found = std::find_if(groups.begin(), groups.end(), same);
    if (found == groups.end()) {
      groups.emplace_back(key, 1);
    } else {
      ++found->second;
    }
  }
  std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
    const bool a_main = a.first.starts_with(kMainThread);
    const bool b_main = b.first.starts_with(kMainThread);
    return a_main != b_main ? a_main : a.first < b.first;
  });
  std::string sentence;
  for (const auto& [key, count] : groups) {
    const std::size_t cut = key.find('\n');
    const std::string name = key.substr(0, cut);
    const std::string what = key.substr(cut + 1);
    const bool plural_es = name == "child process";
    sentence += sentence.empty() ? "" : "; ";
    sentence += count == 1 ? (name == kMainThread ? "the main thread waits " : "one " + name + " waits ")
                           : "several " + name + (plural_es ? "es" : "s") + " wait ";
    sentence += what;
  }
  return sentence + ".";
}

Finding stuck(const RawRun& run) {
  const bool writers = std::any_of(run.facts.waiting.begin(), run.facts.waiting.end(),
                                   [](const auto& w) { return w.wait == Wait::pipe_write; });
  return {Word::deadlock,
          run.call + ": nothing can go on any more: " + waiting_sentence(run.facts.waiting),
          writers ? "A channel holds only so much. Read everything out of it before you wait for "
                    "the workers that write into it."
                  : "Who should wake whom here? Follow each task to the line where it waits.",
          {}};
}

Finding over_limit(const RawRun& run) {
  const sandbox::Limits& limits = setup().limits;
  const std::chrono::milliseconds wall = run.how.wall.value_or(limits.wall);
  switch (run.facts.ending.cause) {
    case Cause::cpu_limit:
      return {Word::cpu_limit, run.call + ": used more than " + seconds(limits.cpu) +
                                   " of CPU time and was ended.",
              "Is there a loop that never ends, or one that waits by spinning?", {}};
    case Cause::memory_limit:
      return {Word::memory_limit, run.call + ": used more than " + mebibytes(limits.memory_bytes) +
                                      " of memory and was ended.",
              "What grows with every step of a loop?", {}};
    case Cause::output_limit:
      return {Word::output_limit, run.call + ": wrote or returned more than is allowed.",
              "Is something printed in a loop?", {}};
    case Cause::file_limit:
      return {Word::output_limit, run.call + ": wrote a file of more than " +
                                      mebibytes(limits.file_bytes) + " and was ended.",
              "Is something written in a loop? No exercise needs a large file.", {}};
    case Cause::process_limit:
      return {Word::process_limit, run.call + ": wanted more than " + std::to_string(limits.tasks) +
                                       " threads and processes at the same time.",
              "How many workers should there be, and who ends the others?", {}};
    case Cause::tampering:
      return {Word::tampering, run.call + ": something was written into the channel to the grader "
                                          "that is no answer to a request.",
              "Leave every descriptor alone that your own code did not open.", {}};
    default: break;
  }
  return {Word::wall_limit, run.call + ": did not end within " + seconds(wall) + ".",
          "Something still sleeps, polls or computes. What is it waiting for?", {}};
}

/// A process that ended by itself before it answered, or with a status of its own after it.
Finding ended_by_itself(const RawRun& run) {
  const int code = run.facts.ending.code;
  if (code == wire::exit_no_channel) {
    return {Word::tampering, run.call + ": the program closed or replaced descriptors that it did "
                                        "not open.",
            "Close only what you opened yourself.", {}};
  }
  return {Word::crash, run.call + ": the program ended with exit status " + std::to_string(code) +
                           " instead of returning from the function.",
          "Only child processes call _exit; the caller's process must go on.", {}};
}

Finding threw(const RawRun& run, const wire::Response& response) {
  return {Word::uncaught_exception,
          run.call + ": threw " + verdict::printable(response.exception_type) +
              (response.exception_what.empty()
                   ? ""
                   : " (" + verdict::printable(response.exception_what) + ")") +
              ".",
          {}, {}};
}

std::optional<Finding> bad_response(const RawRun& run, const wire::Response& response) {
  switch (response.kind) {
    case wire::Response::Kind::returned: return std::nullopt;
    case wire::Response::Kind::threw: return threw(run, response);
    case wire::Response::Kind::unknown_function:
    case wire::Response::Kind::bad_request: break;
  }
  return undecodable(run, response.exception_what);
}

}  // namespace

Finding undecodable(const RawRun& run, const std::string& why) {
  return {Word::tampering, run.call + ": what came back is no result of this function (" + verdict::printable(why) +
                               ").",
          "Leave every descriptor alone that your own code did not open.", {}};
}

std::optional<Finding> failure_of(const RawRun& run) {
  if (run.fault) return run.fault;
  const sandbox::Ending& ending = run.facts.ending;
  for (const RawOutcome& outcome : run.outcomes) {
    if (!outcome.response) continue;
    if (auto finding = bad_response(run, *outcome.response)) return finding;
  }
  const bool all_answered = !run.outcomes.empty() && run.outcomes.back().response.has_value();
  if (all_answered && ending.clean()) return std::nullopt;
  switch (ending.cause) {
    case Cause::exited: return ended_by_itself(run);
    case Cause::signalled: return signalled(run);
    case Cause::stuck: return stuck(run);
    default: return over_limit(run);
  }
}

}  // namespace lockstep::suite
