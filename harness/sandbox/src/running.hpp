// The library's side of one run: pumps its output, asks its supervisor, waits for its end.
#pragma once

#include <optional>
#include <string>

#include <lockstep/sandbox/sandbox.hpp>
#include <lockstep/wire/frame.hpp>

#include "descriptor.hpp"
#include "message.hpp"

namespace lockstep::sandbox {

struct Running::State {
  struct Stream {
    Fd fd;
    std::string text;
  };

  Limits limits;
  std::vector<Mount> mounts;
  Step step = Step::namespaces_and_cgroup;
  Fd control;
  Stream output;
  Stream errors;
  Fd request;
  Fd response;
  wire::FrameReader responses;
  bool response_open = true;
  std::size_t unclaimed = 0;         // bytes that came and were not handed out by exchange()
  bool forged = false;               // an answer came that nobody had asked for
  bool exceeded = false;             // more came than may come: an ending, whoever was faster
  std::optional<Reply> reply;        // the last one that came
  std::optional<Report> report;      // set once: the run is over
  std::vector<Fd> files;
  std::optional<std::string> failure;

  /// Makes the descriptors non-blocking.
  void prepare();

  /// Waits for something to happen and takes it; `unsent` is what is still to be written.
  void pump(std::string_view& unsent);

  [[nodiscard]] bool over() const { return report.has_value() || failure.has_value(); }

  void command(Command what);
  /// Ends the run because more came than may come.
  void end_for_output();
  /// Ends the run where it has answered without having been asked.
  void end_for_forgery();
  /// Sends `what` and waits for the answer; nullopt: the run ended first.
  std::optional<std::string> ask(Command what, ReplyKind kind);

 private:
  void take_output(Stream& stream);
  void take_response();
  void take_reply();
  void send_some(std::string_view& unsent);
};

}  // namespace lockstep::sandbox
