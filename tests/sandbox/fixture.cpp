#include "fixture.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include <unistd.h>

namespace lockstep::sandbox {

void PrintTo(const Ending& ending, std::ostream* out) {
  *out << name_of(ending.cause) << " " << ending.code;
}

void PrintTo(const Facts& facts, std::ostream* out) {
  *out << "a run that ended with ";
  PrintTo(facts.ending, out);
}

bool operator==(const Ending& one, const Ending& other) {
  return one.cause == other.cause && one.code == other.code;
}

}  // namespace lockstep::sandbox

namespace sandbox_test {

namespace fs = std::filesystem;

namespace {

std::string setting(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

/// What a program printed, beside how it ended: a failure then explains itself.
class EndsWithMatcher {
 public:
  using is_gtest_matcher = void;
  EndsWithMatcher(Cause cause, int code) : wanted_{cause, code} {}

  bool MatchAndExplain(const Facts& facts, testing::MatchResultListener* listener) const {
    *listener << "which ended with " << testing::PrintToString(facts.ending) << " after "
              << facts.wall / 1ms << " ms, " << facts.cpu / 1ms << " ms of CPU, "
              << facts.peak_memory_bytes / kMiB << " MiB; printed '" << facts.output.substr(0, 300)
              << "' and '" << facts.errors.substr(0, 300) << "'";
    for (const Waiting& waiting : facts.waiting) {
      *listener << (waiting.in_child ? "; a child's " : "; ")
                << (waiting.main_thread ? "main thread" : "thread") << " waited for "
                << static_cast<int>(waiting.wait);
    }
    return facts.ending.cause == wanted_.cause &&
           (wanted_.code < 0 || facts.ending.code == wanted_.code);
  }
  void DescribeTo(std::ostream* out) const { *out << "ends with " << testing::PrintToString(wanted_); }
  void DescribeNegationTo(std::ostream* out) const { *out << "ends otherwise"; }

 private:
  Ending wanted_;
};

}  // namespace

std::string launcher() { return setting("LOCKSTEP_TEST_LAUNCHER", LAUNCHER); }
std::string probe() { return setting("LOCKSTEP_TEST_PROBE", PROBE); }

Sandbox& sandbox() {
  static const std::unique_ptr<Sandbox> one = [] {
    const std::string step = setting("LOCKSTEP_TEST_STEP", "");
    return step.empty() ? std::make_unique<Sandbox>(launcher())
                        : std::make_unique<Sandbox>(launcher(), static_cast<Step>(step[0] - 'A'));
  }();
  return *one;
}

Program behaviour(const std::string& name, const std::vector<std::string>& arguments) {
  Program program;
  program.argv = {"/lockstep/probe", name};
  program.argv.insert(program.argv.end(), arguments.begin(), arguments.end());
  program.environment = {"PATH=/usr/bin:/bin"};
  program.mounts = {{probe(), "/lockstep/probe"}};
  return program;
}

Limits roomy() {
  Limits limits;
  limits.wall = 30s;
  limits.cpu = 20s;
  return limits;
}

Facts run(const Program& program, const Limits& limits) { return sandbox().run(program, limits); }

Facts run(const std::string& name, const std::vector<std::string>& arguments,
          const Limits& limits) {
  return run(behaviour(name, arguments), limits);
}

std::string output_of(const std::string& name, const std::vector<std::string>& arguments) {
  const Facts facts = run(name, arguments);
  EXPECT_THAT(facts, EndsWith(Cause::exited, 0));
  return facts.output;
}

std::string fresh_marker() {
  static int count = 0;
  return "marker-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + "-" +
         std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
}

std::size_t alive_with(const std::string& marker) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    if (entry.path().filename().string().find_first_not_of("0123456789") != std::string::npos) {
      continue;
    }
    std::ifstream file(entry.path() / "cmdline");
    std::ostringstream text;  // of a process that is gone by now: nothing
    text << file.rdbuf();
    if (text.str().find(marker) != std::string::npos) ++count;
  }
  return count;
}

bool all_gone(const std::string& marker) {
  for (int i = 0; i < 100; ++i) {
    if (alive_with(marker) == 0) return true;
    std::this_thread::sleep_for(50ms);
  }
  return false;
}

bool alive_together(const std::string& marker, std::size_t count) {
  for (int i = 0; i < 500; ++i) {
    if (alive_with(marker) >= count) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

testing::Matcher<const Facts&> EndsWith(Cause cause, int code) {
  return EndsWithMatcher(cause, code);
}
testing::Matcher<const Facts&> EndsWith(Cause cause) { return EndsWithMatcher(cause, -1); }

}  // namespace sandbox_test
