// A submission at the other end of two pipes, without a sandbox.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/protocol.hpp>
#include <string>
#include <string_view>
#include <tuple>

struct Ended {
  int exit_code = -1;  // -1: killed by a signal
  std::string output;  // standard output and standard error
};

class Conversation {
 public:
  /// `descriptors`: the submission's RLIMIT_NOFILE, 0 for this process's own.
  explicit Conversation(const std::string& program, unsigned descriptors = 0);
  ~Conversation();
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  lockstep::wire::Response ask(const lockstep::wire::Request& request);

  template <typename... Arguments>
  lockstep::wire::Response call(const std::string& function, const Arguments&... arguments) {
    return ask({function, lockstep::wire::encode(std::tuple(arguments...)), conditions});
  }

  /// The value that a call returned; anything but Kind::returned is a std::runtime_error.
  template <typename Result, typename... Arguments>
  Result value(const std::string& function, const Arguments&... arguments) {
    return lockstep::wire::decode<Result>(returned(call(function, arguments...)));
  }

  /// Bytes as they are, without a frame.
  void send(std::string_view bytes) const;

  [[nodiscard]] lockstep::wire::Response answer() const;
  [[nodiscard]] bool answers_within(std::chrono::milliseconds time) const;

  /// Ends the requests and waits.
  Ended finish();

  lockstep::wire::Conditions conditions;  // of every call

 private:
  static std::string returned(const lockstep::wire::Response& response);

  pid_t child_ = -1;
  int requests_ = -1;
  int responses_ = -1;
  int output_ = -1;
};
