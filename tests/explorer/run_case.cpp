// Runs `grade explore` on cases and compares what it says with their first lines.
//
//   explorer_case --grade PROGRAM [--replays N] [--compiler NAME] [-O…] CASE...
//
// Prints one line for each case, and what is wrong with it. Exit status 0: all are right, 1: not
// all, 2: wrong usage. Every finding is replayed N times; each time the output must be the same.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include <boost/json.hpp>

#include "expectation.hpp"
#include "judgement.hpp"

namespace lockstep::explorer_cases {
namespace {

struct Options {
  std::string grade;
  long replays = 0;
  std::string compiler = "g++";
  std::string level = "-Og";
  std::vector<std::filesystem::path> cases;
};

struct Run {
  std::string output;
  int status = -1;  // 128 + N after signal N
};

std::string read_all(int fd) {
  std::string all;
  std::array<char, 65536> buffer{};
  for (ssize_t n = 0; (n = ::read(fd, buffer.data(), buffer.size())) > 0;) {
    all.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return all;
}

/// Standard error goes where ours goes.
Run run(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    std::vector<char*> words;
    for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
    words.push_back(nullptr);
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    ::execvp(words[0], words.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  Run result{read_all(ends[0]), 0};
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

std::vector<std::string> command(const Options& options, const Expectation& want,
                                 const std::filesystem::path& file, const std::string& replay) {
  std::vector<std::string> all{options.grade, "explore",    "--json",         "-",
                               "--stable",    "--compiler", options.compiler, options.level};
  if (!want.standard.empty()) {
    all.push_back("-std=" + want.standard);
  } else if (file.extension() == ".cpp") {
    all.emplace_back("-std=c++20");
  }
  all.insert(all.end(), want.options.begin(), want.options.end());
  if (!replay.empty()) all.insert(all.end(), {"--replay", replay});
  all.push_back(file.string());
  if (!want.arguments.empty()) all.emplace_back("--");
  all.insert(all.end(), want.arguments.begin(), want.arguments.end());
  return all;
}

boost::json::object parsed(const std::string& output) {
  boost::system::error_code error;
  boost::json::value document = boost::json::parse(output, error);
  if (error || !document.is_object()) throw std::runtime_error("no JSON: " + output);
  return document.as_object();
}

/// Replays one finding; the first replay must show it, the others must be equal to the first.
void replay(const Options& options, const Expectation& want, const std::filesystem::path& file,
            const boost::json::object& explored, const std::string& id,
            std::vector<std::string>& wrong) {
  Run first;
  for (long i = 0; i < options.replays; ++i) {
    Run again = run(command(options, want, file, id));
    if (i == 0) {
      first = std::move(again);
      if (essence(parsed(first.output), id) == essence(explored, id)) continue;
      wrong.push_back("replay " + id + " shows something else: " + essence(explored, id) +
                      "\n      became " + essence(parsed(first.output), id));
      return;
    }
    if (again.output != first.output || again.status != first.status) {
      wrong.push_back("replay " + id + " was different at repetition " + std::to_string(i + 1));
      return;
    }
  }
}

std::vector<std::string> failures(const Options& options, const std::filesystem::path& file) {
  const Expectation want = read_expectation(file);
  const Run explored = run(command(options, want, file, ""));
  if (explored.status == 2 || explored.status == 3 || explored.status > 4) {
    return {"grade ended with status " + std::to_string(explored.status) + ": " +
            explored.output.substr(0, 2000)};
  }
  const boost::json::object got = parsed(explored.output);
  std::vector<std::string> wrong =
      differences(want, got, explored.status, options.level == "-O2" || options.level == "-O3");
  for (const std::string& id : replays(got)) replay(options, want, file, got, id, wrong);
  if (!wrong.empty()) wrong.push_back("grade said: " + explored.output.substr(0, 6000));
  return wrong;
}

bool report(const std::filesystem::path& file, const std::vector<std::string>& wrong) {
  std::printf("%s %s\n", wrong.empty() ? "right" : "WRONG", file.filename().c_str());
  for (const std::string& each : wrong) std::printf("    %s\n", each.c_str());
  std::fflush(stdout);
  return wrong.empty();
}

bool right(const Options& options, const std::filesystem::path& file) {
  try {
    return report(file, failures(options, file));
  } catch (const std::exception& error) {
    return report(file, {error.what()});
  }
}

Options read_options(int argc, char** argv) {
  Options options;
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (auto word = words.begin(); word != words.end(); ++word) {
    const bool more = std::next(word) != words.end();
    if (*word == "--grade" && more) {
      options.grade = *++word;
    } else if (*word == "--compiler" && more) {
      options.compiler = *++word;
    } else if (*word == "--replays" && more) {
      options.replays = std::stol(*++word);
    } else if (word->starts_with("-O")) {
      options.level = *word;
    } else {
      options.cases.emplace_back(*word);
    }
  }
  return options;
}

}  // namespace
}  // namespace lockstep::explorer_cases

int main(int argc, char** argv) {
  using namespace lockstep::explorer_cases;
  const Options options = read_options(argc, argv);
  if (options.grade.empty() || options.cases.empty()) {
    std::fputs("usage: explorer_case --grade PROGRAM [--replays N] [--compiler NAME] CASE...\n",
               stderr);
    return 2;
  }
  std::size_t wrong = 0;
  for (const auto& file : options.cases) wrong += right(options, file) ? 0U : 1U;
  if (options.cases.size() > 1) {
    std::printf("%zu of %zu cases are right\n", options.cases.size() - wrong, options.cases.size());
  }
  return wrong == 0 ? 0 : 1;
}
