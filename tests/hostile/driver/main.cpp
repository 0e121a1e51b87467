// hostile: what every hostile program comes to at every step of the ladder.
//
//   hostile --step B run/fork_bomb          one program: what was wrong with it, status 0 or 1
//   hostile --table [--step B] [names...]   all of them, as a table
//
// Status 77: this machine does not have the step.
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <map>
#include <set>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/installation.hpp>
#include <lockstep/catalogue/catalogue.hpp>

#include "table.hpp"
#include "trial.hpp"

namespace hostile {

namespace {

using lockstep::sandbox::Step;

constexpr int kSkipped = 77;

struct Options {
  std::vector<Step> steps;
  std::set<std::string> names;  // "run/fork_bomb"; empty: all
  bool table = false;
};

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--table") {
      options.table = true;
    } else if (argument == "--step" && i + 1 < argc) {
      options.steps.push_back(static_cast<Step>(argv[++i][0] - 'A'));
    } else {
      options.names.insert(argument);
    }
  }
  if (options.steps.empty()) {
    options.steps = {Step::namespaces_and_cgroup, Step::namespaces, Step::landlock};
  }
  return options;
}

/// Somebody outside who listens, for programs that try to get out.
std::string listen_outside() {
  const std::string name = "lockstep-hostile-" + std::to_string(::getpid());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(fd, 1) != 0) {
    throw std::runtime_error("cannot listen");
  }
  return name;
}

std::string many(std::size_t count, const char* text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

Words words_for(const World& world) {
  // Of whoever runs the grader: at step C the program runs under the same identity.
  const std::string folder =
      world.is_private() ? "/tmp/lockstep" : fs::temp_directory_path().string();
  const std::string secret = folder + "/lockstep-hostile-secret.hpp";
  std::ofstream(secret) << "#error the-secret-of-the-grader\n";
  const std::string submission = folder + "/lockstep-hostile-submission.cpp";
  std::ofstream(submission) << "#error the-secret-of-the-grader\n";
  ::setenv("LOCKSTEP_HOSTILE_SECRET", "the-secret-of-the-grader", 1);
  const char* home = std::getenv("HOME");
  const std::string ex3 = std::string(LOCKSTEP_REPOSITORY) + "/exercises/ex3-queue-summation";
  return {{"@SECRET@", secret},
          {"@SUBMISSION@", submission},
          {"@HOME@", home != nullptr ? home : "/root"},
          {"@REPOSITORY@", LOCKSTEP_REPOSITORY},
          {"@SUITE@", ex3 + "/suite.cpp"},
          {"@SUITE_PROGRAM@", std::string(LOCKSTEP_STAGE) + "/ex3-queue-summation/suite"},
          {"@ABSTRACT@", listen_outside()},
          // At each the compiler looks at all that follow: many more would use up its time first.
          {"@PARENTHESES@", many(60'000, "(")},
          {"@ERRORS@", many(200'000, "x;\n")}};
}

/// Everything that is asked for at one step, told row by row.
int run_step(World& world, Step step, const Options& options, const Tell& tell) {
  const auto runs = read_expectations(fs::path(LOCKSTEP_HOSTILE) / "run");
  const auto compilations = read_expectations(fs::path(LOCKSTEP_HOSTILE) / "compile");
  auto exercise =
      lockstep::catalogue::Catalogue(fs::path(LOCKSTEP_REPOSITORY) / "exercises").find("ex3");
  const Places places = world.enter({LOCKSTEP_BINARIES, LOCKSTEP_PROGRAMS, LOCKSTEP_STAGE});
  if (step == Step::landlock) become_unprivileged_container();
  Words words = words_for(world);
  std::optional<Bench> bench;
  try {
    bench.emplace(world, places, step, std::move(exercise), std::move(words));
  } catch (const lockstep::sandbox::SandboxError& error) {
    std::fprintf(stderr, "step %c cannot be had here: %s\n", lockstep::sandbox::letter(step),
                 error.what());
    return kSkipped;
  }
  const auto asked = [&](const std::string& name) {
    return options.names.empty() || options.names.contains(name);
  };
  for (const Expectation& each : runs) {
    if (asked("run/" + each.name)) tell({"run/" + each.name, each.reason, bench->run(each)});
  }
  for (const Expectation& each : compilations) {
    if (asked("compile/" + each.name))
      tell({"compile/" + each.name, each.reason, bench->compile(each)});
  }
  return 0;
}

/// One program at one step, in words.
int check_one(World& world, Step step, const Options& options) {
  int rows = 0;
  int bad = 0;
  const int status = run_step(world, step, options, [&](const Row& row) {
    ++rows;
    if (row.outcome.good()) return;
    ++bad;
    std::fputs(in_words(row).c_str(), stdout);
  });
  if (status != 0) return status;
  if (rows == 0) std::puts("no program has this name");
  return rows > 0 && bad == 0 ? 0 : 1;
}

/// In a child, because a world and an identity are entered for good.
template <typename Body>
int in_child(Body body) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    int status = 2;
    try {
      status = body();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    std::fflush(nullptr);
    ::_exit(status);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

int check_all(const Options& options) {
  int worst = 0;
  for (const Step step : options.steps) {
    World world;
    const int status = in_child([&] { return check_one(world, step, options); });
    if (status != 0) worst = status;
  }
  return worst;
}

int print_table(const Options& options) {
  Table table;
  for (const Step step : options.steps) {
    World world;
    const auto [reading, writing] = row_channel();
    const pid_t child = ::fork();
    if (child == 0) {
      int status = 2;
      try {
        status = run_step(world, step, options, [&](const Row& row) { send_row(writing, row); });
      } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
      }
      ::_exit(status);
    }
    ::close(writing);
    table.add_step(step);
    while (const auto row = receive_row(reading)) table.add(step, *row);
    ::close(reading);
    ::waitpid(child, nullptr, 0);
  }
  std::fputs(table.text().c_str(), stdout);
  return table.all_good() ? 0 : 1;
}

}  // namespace

}  // namespace hostile

int main(int argc, char** argv) {
  try {
    const hostile::Options options = hostile::options_of(argc, argv);
    return options.table ? hostile::print_table(options) : hostile::check_all(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
