// Runs untrusted programs under limits and reports what they did.
//
// The sandbox never judges: it returns facts. A program that fails, crashes or hangs is a value;
// SandboxError means that the machine could not do the work, and is never the program's fault.
//
// Theory of operation: `Sandbox` starts one helper process, lockstep-launch. For each run the
// helper forks a supervisor, which creates the run's own init inside fresh namespaces, ahead of the
// launch; init starts the program. The program never shares a process, descriptor or writable file
// with the caller. When the caller dies, at whatever moment, every run dies with it. A trusted child
// process may use its parent's helper, over connection().
//
// THREADS  A Sandbox may be used from several threads at once; a Running belongs to one thread.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/sandbox/facts.hpp>
#include <lockstep/sandbox/program.hpp>

namespace lockstep::sandbox {

/// The machine could not run the program at all.
class SandboxError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One program that is running. Destroying it kills the whole process tree.
class Running {
 public:
  struct State;
  explicit Running(std::unique_ptr<State> state);
  Running(Running&&) noexcept;
  Running& operator=(Running&&) noexcept;
  ~Running();

  /// Sends one framed request and waits for one framed response. nullopt: the program ended, or
  /// was ended, before a whole response arrived; finish() tells why.
  [[nodiscard]] std::optional<std::string> exchange(std::string_view request);

  /// From now on tasks() counts anew.
  void mark();
  /// Starts and ends since mark(). Zero without Observation::tasks.
  [[nodiscard]] Tasks tasks();
  /// What the program holds now. Meant for the time between two exchanges.
  [[nodiscard]] Inventory inventory();

  /// Closes the requests and waits until the program and all its descendants are gone.
  [[nodiscard]] Facts finish();

 private:
  std::unique_ptr<State> state_;
};

/// Why a step of the ladder is not to be had here.
struct Refusal {
  Step step = Step::namespaces_and_cgroup;
  std::string why;
};

/// "step A: why".
[[nodiscard]] std::string to_string(const Refusal& refusal);

/// Whether a step that isolates nothing will do where there is no other. Only for trusted code.
enum class Isolation { required, not_required };

/// No step is to be had.
class NoSandbox : public SandboxError {
 public:
  explicit NoSandbox(std::vector<Refusal> reasons);
  [[nodiscard]] const std::vector<Refusal>& reasons() const noexcept { return reasons_; }

 private:
  std::vector<Refusal> reasons_;
};

class Sandbox {
 public:
  /// `helper` is the path of lockstep-launch. Finds out which step of the ladder this machine
  /// allows by taking it, the best first. Throws NoSandbox.
  /// `ahead`: for so many runs that start at the same time things are prepared before.
  explicit Sandbox(const std::string& helper, Isolation isolation = Isolation::required,
                   unsigned ahead = 1);

  /// At this step and no other; whether it is to be had is seen at the first run.
  Sandbox(const std::string& helper, Step step);

  /// Uses the helper of another Sandbox, whose connection() this process was started with. Takes the
  /// descriptor. Throws SandboxError where it is none.
  Sandbox(int connection, Step step);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] Step step() const noexcept;

  /// A descriptor, close-on-exec, that a trusted child process may inherit. Stays the Sandbox's own.
  [[nodiscard]] int connection() const noexcept;

  /// Why the better steps are not to be had; empty at the best step.
  [[nodiscard]] const std::vector<Refusal>& reasons() const noexcept;

  [[nodiscard]] Running start(const Program& program, const Limits& limits);

  /// start(), then finish().
  [[nodiscard]] Facts run(const Program& program, const Limits& limits);

 private:
  void find_step(Isolation isolation);
  /// "": the step can be taken.
  [[nodiscard]] std::string why_not(Step step);

  struct Helper;
  std::unique_ptr<Helper> helper_;
};

}  // namespace lockstep::sandbox
