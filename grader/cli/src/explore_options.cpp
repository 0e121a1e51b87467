#include "explore_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

#include "extras.hpp"
#include "single_exports.hpp"

namespace lockstep::cli {
namespace {

using explorer::report::StrategyName;

constexpr const char* kFooter = R"(
Options for the compiler are passed on: -I -isystem -D -U -std= -O -W -f -m -l. Without them it is
-Og, and C++ is gnu++20. A .c file is compiled as C.

Exit status: 0 nothing found, 1 a finding, 2 wrong usage or a program that does not compile, 3 the
grader could not work, 4 undecided.

  grade explore counter.cpp                     every order of its steps that can matter
  grade explore -std=c11 -Iinclude a.c b.c -- 3 two files, and an argument for the program
  grade explore --replay 3f9a counter.cpp       one interleaving, step by step)";

constexpr std::array<std::pair<std::string_view, StrategyName>, 6> strategies{{
    {"auto", StrategyName::automatic},
    {"pct", StrategyName::pct},
    {"bounded", StrategyName::bounded},
    {"dpor", StrategyName::dpor},
    {"random", StrategyName::random},
    {"everything", StrategyName::everything},  // for tests; not told
}};

StrategyName strategy_of(const std::string& word) {
  std::vector<std::string> names;
  for (const auto& [name, strategy] : strategies) {
    if (name == word) return strategy;
    if (strategy != StrategyName::everything) names.emplace_back(name);
  }
  const auto meant = catalogue::nearest(word, names);
  throw UsageError(fmt::format("unknown strategy '{}'; {}", verdict::printable(word),
                               meant ? fmt::format("did you mean '{}'?", *meant)
                                     : fmt::format("{}", fmt::join(names, ", "))));
}

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

/// "90s" with one of these units.
std::uint64_t quantity(const std::string& option, const std::string& text,
                       std::span<const Unit> units, std::uint64_t most) {
  std::uint64_t number = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  for (const Unit& each : units) {
    if (error == std::errc() && each.name == unit && number > 0 && number <= most / each.factor) {
      return number * each.factor;
    }
  }
  std::vector<std::string_view> names;
  for (const Unit& each : units) names.push_back(each.name);
  throw UsageError(fmt::format("{} needs a number with its unit ({}), for instance {}{}; not '{}'",
                               option, fmt::join(names, ", "), 2, names.back(),
                               verdict::printable(text)));
}

constexpr std::array<Unit, 3> times{{{"ms", 1}, {"s", 1000}, {"min", 60'000}}};
constexpr std::array<Unit, 3> sizes{{{"KiB", 1U << 10U}, {"MiB", 1U << 20U}, {"GiB", 1U << 30U}}};
constexpr std::uint64_t kLongestWall = 86'400'000;  // a day
constexpr std::uint64_t kMostMemory = std::uint64_t{1} << 40U;

struct Parser {
  CLI::App app{"Explores the interleavings of a program with threads, and decides.",
               "grade explore"};
  ExploreOptions options;
  std::vector<std::string> files;
  std::string strategy = "auto";
  std::string json;
  std::string html;
  std::vector<std::string> exports;
  std::string wall = "2min";
  std::string memory = "2GiB";

  Parser() {
    auto& request = options.job.request;
    app.footer(kFooter);
    app.allow_extras();
    app.add_option("file", files, "the program's .c and .cpp files")->type_name("");
    app.add_option("--strategy", strategy, "auto, pct, bounded, dpor or random")->type_name("NAME");
    number("--budget-runs", request.budget_runs, "executions at most", 100'000'000);
    number("--budget-steps", request.budget_steps, "steps of one execution at most", 100'000'000);
    number("--seed", request.seed, "of what is drawn at random", ~std::uint64_t{0});
    app.add_option("--replay", request.replay, "show this interleaving, step by step")
        ->type_name("ID");
    app.add_option("--html", html, "with --replay: write it as a picture, for a browser")
        ->type_name("FILE");
    app.add_flag("--gdb", options.debugger,
                 "with --replay: gdb at the failing step, outside of the sandbox");
    app.add_option("--json", json, "write the result as JSON; - is standard output")
        ->type_name("FILE");
    app.add_flag("--stable", options.stable, "leave times and host out of the JSON");
    app.add_option("--export", exports, "sarif=FILE writes the findings for other programs")
        ->type_name("FORMAT=FILE")
        ->allow_extra_args(false);
    app.add_option("--compiler", options.job.compiler, "for C++, and its sibling for C")
        ->type_name("NAME");
    app.add_option("--wall", wall, "ends a hang: 2min, 90s, 500ms")->type_name("TIME");
    app.add_option("--memory", memory, "all that the program may use: 2GiB, 512MiB")
        ->type_name("SIZE");
  }

  void number(const char* name, std::uint64_t& to, const char* what, std::uint64_t most) {
    app.add_option(name, to, what)
        ->type_name("N")
        ->check(CLI::Range(std::uint64_t{1}, most))
        ->capture_default_str();
  }
};

/// As a shell reads it back.
std::string quoted(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return verdict::printable(result + "'");
}

/// The arguments that lead to the same exploration, without those that only say what is shown.
std::string again(std::span<const std::string> arguments) {
  std::string text;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& each = arguments[i];
    if (each == "--") {
      for (; i < arguments.size(); ++i) text += (text.empty() ? "" : " ") + quoted(arguments[i]);
      break;
    }
    if (each == "--replay" || each == "--html" || each == "--json" || each == "--export") {
      ++i;
      continue;
    }
    if (each.starts_with("--replay=") || each.starts_with("--html=") ||
        each.starts_with("--json=") || each.starts_with("--export=") || each == "--stable" ||
        each == "--gdb") {
      continue;
    }
    text += (text.empty() ? "" : " ") + quoted(each);
  }
  return text;
}

/// Takes out what is meant for the compiler and what is meant for the program.
std::vector<std::string> split(const std::vector<std::string>& arguments, explore::Job& job) {
  std::vector<std::string> own;
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  if (end != arguments.end()) job.arguments.assign(end + 1, arguments.end());
  std::span<const std::string> rest(arguments.data(),
                                    static_cast<std::size_t>(end - arguments.begin()));
  while (!rest.empty()) {
    const std::size_t taken = explore::take_flag(rest, job.flags);
    if (taken == 0) own.push_back(rest.front());
    rest = rest.subspan(std::max<std::size_t>(taken, 1));
  }
  std::reverse(own.begin(), own.end());  // as CLI11 wants it
  return own;
}

ExploreOptions checked(Parser& parser) {
  refuse_extras(parser.app, parser.app.remaining(true));
  ExploreOptions& options = parser.options;
  if (parser.files.empty()) {
    throw UsageError("which program? grade explore counter.cpp explores one");
  }
  options.job.files.assign(parser.files.begin(), parser.files.end());
  options.job.request.strategy = strategy_of(parser.strategy);
  options.job.wall =
      std::chrono::milliseconds(quantity("--wall", parser.wall, times, kLongestWall));
  options.job.memory_bytes = quantity("--memory", parser.memory, sizes, kMostMemory);
  if (parser.app.count("--json") > 0) options.json = parser.json;
  options.exports = read_exploration_exports(parser.exports);
  if (parser.app.count("--html") > 0) options.html = parser.html;
  if (options.html && options.job.request.replay.empty()) {
    throw UsageError("--html needs --replay ID, which an exploration names");
  }
  if (options.debugger && options.job.request.replay.empty()) {
    throw UsageError("--gdb needs --replay ID, which an exploration names");
  }
  options.job.debug = options.debugger;
  return options;
}

}  // namespace

Options read_explore_options(const std::vector<std::string>& arguments) {
  Parser parser;
  try {
    parser.app.parse(split(arguments, parser.options.job));
  } catch (const CLI::CallForHelp&) {
    return Say{parser.app.help()};
  } catch (const CLI::ParseError& error) {
    throw UsageError(verdict::printable(error.what()));
  } catch (const explore::WrongFlag& error) {
    throw UsageError(error.what());
  }
  parser.options.job.again = again(arguments);
  return checked(parser);
}

}  // namespace lockstep::cli
