// What a suite asks of a submission, and what comes back: one Response for each Request, in order,
// each the payload of one frame. The end of the request stream asks the submission to end.
//
// A Response comes from untrusted code. It says "this is what it returned" and nothing more.
#pragma once

#include <cstdint>
#include <string>

namespace lockstep::wire {

/// The submission's descriptors when it starts.
inline constexpr int request_fd = 3;
inline constexpr int response_fd = 4;

/// What a submission learns of the machine, whatever it has.
inline constexpr int number_of_processors = 4;

/// Ways in which the entry itself ends a process.
inline constexpr int exit_no_channel = 96;  // started or left without usable descriptors
inline constexpr int exit_child_returned =
    97;  // a forked child came back from the student's function

/// What one call is made under.
struct Conditions {
  std::int64_t wall_clock_jump_ns = 0;  // added to the wall clock again at every read of it
  bool record_activity = false;         // only in submissions linked with the recorder
  std::uint32_t calls = 1;  // one after the other; what the last one gives is the answer

  bool operator==(const Conditions&) const = default;
};

struct Request {
  std::string function;
  std::string arguments;  // an encoded std::tuple of the parameters, without const and &
  Conditions conditions;

  bool operator==(const Request&) const = default;
};

struct Response {
  enum class Kind : std::uint8_t { returned, threw, unknown_function, bad_request };

  Kind kind = Kind::returned;
  std::string value;           // the encoded result; an empty std::tuple for void
  std::string exception_type;  // "std::invalid_argument" and "std::system_error" for derived types
                               // too; else the type's own name, or "unknown exception". "result
                               // too large": it returned more than a frame holds
  std::string exception_what;  // what(); for the other kinds, what was wrong with the request
  std::string activity;        // as the recorder encoded it; empty where nothing was recorded
  std::uint32_t race_reports = 0;  // of ThreadSanitizer since the program began
  bool child_returned = false;  // since the program began: a child left the function as callers do
  bool child_exited = false;    // or ran what exit() runs

  bool operator==(const Response&) const = default;
};

}  // namespace lockstep::wire
