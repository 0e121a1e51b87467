#include <lockstep/suite/explore.hpp>

#include <charconv>
#include <sstream>

#include <lockstep/sandbox/sandbox.hpp>

#include "state.hpp"

namespace lockstep::suite {

namespace {

constexpr std::string_view kSubmission = "/lockstep/submission/";

std::string hexadecimal(std::uint64_t address) {
  std::ostringstream text;
  text << "0x" << std::hex << address;
  return text.str();
}

/// One line for each inlined frame, the innermost first: "/path/file.cpp:14 (discriminator 2)".
verdict::Place first_of_student(const std::string& frames) {
  std::istringstream lines(frames);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(kSubmission)) continue;
    const std::size_t colon = line.find(':', kSubmission.size());
    if (colon == std::string::npos) continue;
    int number = 0;
    std::from_chars(line.data() + colon + 1, line.data() + line.size(), number);
    return {line.substr(kSubmission.size(), colon - kSubmission.size()), number, {}};
  }
  return {};
}

}  // namespace

verdict::Place place_of_code(std::uint64_t address) {
  constexpr const char* kInside = "/lockstep/program";
  sandbox::Program program;
  program.argv = {"/usr/bin/addr2line", "-i", "-e", kInside, hexadecimal(address)};
  program.environment = {"LC_ALL=C.UTF-8"};
  program.mounts = {{setup().recorded, kInside}};
  return first_of_student(the_sandbox().run(program, sandbox::Limits{}).output);
}

}  // namespace lockstep::suite
