// From code addresses in a report to lines of the user's own files.
//
// Resolving is the caller's: it runs a tool on a program that nobody can be trusted with, so it
// belongs into the sandbox. Here is only what the answer means.
//
// THREADS  plain values; no shared state.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <lockstep/explorer/report.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::explanation {

namespace report = explorer::report;

struct Frame {
  std::string file;  // as it is shown to the user
  int line = 0;
  std::string function;
  bool own = false;  // a file that the user wrote

  bool operator==(const Frame&) const = default;
};

/// A global or static variable.
struct Variable {
  std::uint64_t size_bytes = 0;
  std::string name;
};

/// What is known of a program's addresses. What is not known may be missing.
struct Resolved {
  /// The inlined calls at an address of code, the innermost first.
  std::map<std::uint64_t, std::vector<Frame>> code;
  std::map<std::uint64_t, Variable> variables;  // by where they begin

  /// "`counter`", or "part of `counters`" where the `size` bytes at `address` are not all of it;
  /// empty for what has no name. Escaped.
  [[nodiscard]] std::string variable_at(std::uint64_t address, std::uint64_t size) const;
};

/// One batch of addresses of code; variables are those of the whole program.
using Resolver = std::function<Resolved(std::span<const std::uint64_t>)>;

/// Every code address in the report, each once.
[[nodiscard]] std::vector<std::uint64_t> addresses_in(const report::Report& report);

struct Place {
  std::string file;
  int line = 0;  // 0: not in the user's files
  std::string function;
  std::string role;  // what happened there

  [[nodiscard]] bool known() const { return line > 0; }
  [[nodiscard]] std::string where() const;  // "a.cpp:12"

  bool operator==(const Place&) const = default;
};

/// The innermost frame in a file of the user's own; not known where there is none.
[[nodiscard]] Place place_of(const std::vector<std::uint64_t>& stack, const Resolved& resolved);

[[nodiscard]] verdict::Place to_verdict(const Place& place);

}  // namespace lockstep::explanation
