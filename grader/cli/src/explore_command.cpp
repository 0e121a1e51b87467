#include <exception>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/explore/debugger.hpp>
#include <lockstep/explore/exploration.hpp>
#include <lockstep/explore/show.hpp>
#include <lockstep/page/replay.hpp>

#include "commands.hpp"
#include "single_exports.hpp"

namespace lockstep::cli {
namespace {

using explore::Exploration;
using explore::Status;

/// The one thing that is under way.
class Work final : public session::Stoppable {
 public:
  Work(session::Workshop& workshop, const explore::Job& job) : workshop_(workshop), job_(job) {
    workshop_.add(*this);
  }
  ~Work() { workshop_.remove(*this); }
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  void begin() {
    workshop_.run_blocking(
        [this] {
          try {
            result_ =
                explore::explore(workshop_.sandbox(), workshop_.installation(), job_, folder_);
          } catch (...) {
            failure_ = std::current_exception();
          }
        },
        [this] { workshop_.remove(*this); });
  }

  Exploration& result() {
    if (failure_) std::rethrow_exception(failure_);
    return *result_;
  }

  build::WorkFolder& folder() { return folder_; }

 private:
  void stop() noexcept override { folder_.remove(); }

  session::Workshop& workshop_;
  const explore::Job& job_;
  build::WorkFolder folder_;
  std::optional<Exploration> result_;
  std::exception_ptr failure_;
};

int exit_code(Status status) {
  switch (status) {
    case Status::clean:
      return Exit::all_passed;
    case Status::found:
      return Exit::something_failed;
    case Status::did_not_compile:
    case Status::unknown_replay:
      return Exit::wrong_usage;
    case Status::undecided:
      return Exit::undecided;
    case Status::grader_fault:
      break;
  }
  return Exit::grader_fault;
}

std::string shown(const Exploration& result, const ExploreOptions& options) {
  if (result.lanes) return explore::lanes_text(result, style_of_output());
  return explore::text(result, style_of_output(), options.job.again);
}

void start_debugger(const Exploration& result, const ExploreOptions& options, Work& work) {
  const std::string debugger = explore::find_debugger();
  if (debugger.empty()) {
    throw build::GraderFault("gdb is not there: sudo apt install gdb");
  }
  say(fmt::format(
      "gdb runs the program outside of the sandbox, with your rights; it stops before step "
      "{}",
      result.failing_step));
  static_cast<void>(explore::debug(debugger, result, options.job, work.folder()));
}

void write(const Exploration& result, const ExploreOptions& options) {
  const bool json_on_output = options.json == "-";
  bool written = json_on_output || print(shown(result, options));
  if (options.json) {
    const std::string json = explore::json(result, options.stable);
    if (json_on_output) {
      written = print(json);
    } else {
      write_file(*options.json, json);
    }
  }
  if (options.html && result.lanes) {
    write_file(*options.html,
               page::replay_html({"grade explore --replay " + options.job.request.replay + " " +
                                      fmt::format("{}", fmt::join(result.files, " ")),
                                  result.findings, *result.lanes, result.source_line}));
  }
  if (!options.exports.empty()) {
    write_exploration_exports(options.exports, explore::json(result, true));
  }
  if (!written) throw build::GraderFault("cannot write to standard output");
}

}  // namespace

int explore(const ExploreOptions& options) {
  build::WorkFolder::remove_leftovers();
  std::unique_ptr<session::Workshop> workshop;
  try {
    workshop = std::make_unique<session::Workshop>(build::Installation::of_this_build(), 1);
  } catch (const build::GraderFault& fault) {
    Exploration result;
    result.fault = fault.what();
    write(result, options);
    return Exit::grader_fault;
  }
  if (const std::string remark = sandbox_remark(*workshop); !remark.empty()) say(remark);
  ProgressLine progress;
  Work work(*workshop, options.job);
  progress.show("exploring");
  work.begin();
  run_until_done(*workshop, progress);
  progress.clear();
  const Exploration& result = work.result();
  write(result, options);
  if (options.debugger && result.status == Status::found) start_debugger(result, options, work);
  return exit_code(result.status);
}

}  // namespace lockstep::cli
