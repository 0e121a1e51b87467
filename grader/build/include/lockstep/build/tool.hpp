// A compiler or linker as a program for the sandbox: it reads what somebody else wrote.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/sandbox/facts.hpp>
#include <lockstep/sandbox/program.hpp>

namespace lockstep::build {

/// `path` is absolute. Without arguments and mounts, in an environment of its own.
[[nodiscard]] sandbox::Program tool(const std::string& path);

/// Measured: a solution takes 140 MB with its precompiled header.
[[nodiscard]] sandbox::Limits tool_limits();

/// Lets a C++ compiler see the headers in `folder`, which mend faults of libstdc++, before the
/// library's own.
void add_library_headers(sandbox::Program& compiler, const std::string& folder);

/// Makes a compiler use what is built for it and lies in `folder`: our assembler and huge_pages.so.
void add_tools(sandbox::Program& compiler, const std::string& folder);

/// Why a tool ended before its work was done, as a sentence about "this file"; empty where it
/// refused the file in its own words. The sandbox knows better than the exit code: g++ answers a
/// compiler that was killed with 1 or 4.
[[nodiscard]] std::string how_it_died(const sandbox::Facts& facts, const sandbox::Limits& limits,
                                      std::string_view tool);

}  // namespace lockstep::build
