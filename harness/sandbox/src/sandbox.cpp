#include <lockstep/sandbox/sandbox.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>

#include <lockstep/wire/codec.hpp>

#include "descriptor.hpp"
#include "message.hpp"
#include "running.hpp"

namespace lockstep::sandbox {

namespace {

struct Pipe {
  Fd read;
  Fd write;
};

/// Of the calling thread. Empty where the kernel does not say.
std::vector<std::uint32_t> own_processors() {
  cpu_set_t set;
  std::vector<std::uint32_t> processors;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return processors;
  for (std::uint32_t each = 0; each < CPU_SETSIZE; ++each) {
    if (CPU_ISSET(each, &set)) processors.push_back(each);
  }
  return processors;
}

Pipe make_pipe() {
  std::array<int, 2> ends{};
  check(::pipe2(ends.data(), O_CLOEXEC), "pipe");
  return {Fd(ends[0]), Fd(ends[1])};
}

/// posix_spawn and not Boost.Process: the suites, too, use this library, and need no event loop.
pid_t spawn_helper(const std::string& path, const Fd& socket, const Fd& lifeline,
                   std::optional<Step> step, unsigned ahead) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // Through other numbers, since a descriptor that is duplicated onto itself stays close-on-exec.
  constexpr int kBetween = 200;
  posix_spawn_file_actions_adddup2(&actions, socket.get(), kBetween + kHelperSocket);
  posix_spawn_file_actions_adddup2(&actions, lifeline.get(), kBetween + kHelperLifeline);
  for (const int number : {kHelperSocket, kHelperLifeline}) {
    posix_spawn_file_actions_adddup2(&actions, kBetween + number, number);
    posix_spawn_file_actions_addclose(&actions, kBetween + number);
  }
  std::string known(1, step ? letter(*step) : '-');
  std::string count = std::to_string(ahead);
  std::array<char*, 4> argv{const_cast<char*>(path.c_str()), known.data(), count.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t pid = -1;
  const int error =
      ::posix_spawn(&pid, path.c_str(), &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw SandboxError("cannot start the sandbox's helper " + path + ": " +
                       std::generic_category().message(error));
  }
  return pid;
}

}  // namespace

std::string to_string(const Refusal& refusal) {
  return std::string("step ") + letter(refusal.step) + ": " + refusal.why;
}

namespace {
std::string sentence_of(const std::vector<Refusal>& reasons) {
  std::string all =
      "this machine lets us isolate nothing; root, user namespaces or landlock (Linux 6.12) would "
      "do:";
  for (const Refusal& refusal : reasons) all += "\n  " + to_string(refusal);
  return all;
}
}  // namespace

NoSandbox::NoSandbox(std::vector<Refusal> reasons)
    : SandboxError(sentence_of(reasons)), reasons_(std::move(reasons)) {}

struct Sandbox::Helper {
  Helper(const std::string& path, std::optional<Step> known, unsigned ahead) {
    SocketPair pair = packet_pair();
    Pipe line = make_pipe();
    pid = spawn_helper(path, pair.theirs, line.read, known, ahead);
    lifeline = std::move(line.write);
    socket =
        std::move(pair.ours);  // the other end is closed here: a helper that ends is seen to end
    if (known) step = *known;
  }
  Helper(int connection, Step known) : socket(connection), step(known) {
    if (::fcntl(connection, F_SETFD, FD_CLOEXEC) < 0) {
      throw SandboxError("no connection to the sandbox's helper was passed on");
    }
  }
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;
  ~Helper() {
    socket.reset();
    lifeline.reset();
    if (pid < 0) return;
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  Fd socket;
  Fd lifeline;     // the helper ends with it, whoever else holds the socket
  pid_t pid = -1;  // -1: another process's child
  Step step = Step::namespaces_and_cgroup;
  std::vector<Refusal> reasons;
};

Sandbox::Sandbox(const std::string& helper, Isolation isolation, unsigned ahead)
    : helper_(std::make_unique<Helper>(helper, std::nullopt, ahead)) {
  find_step(isolation);
}

Sandbox::Sandbox(const std::string& helper, Step step)
    : helper_(std::make_unique<Helper>(helper, step, 1U)) {}

Sandbox::Sandbox(int connection, Step step) : helper_(std::make_unique<Helper>(connection, step)) {}

std::string Sandbox::why_not(Step step) {
  helper_->step = step;
  Program probe;
  probe.argv = {"/usr/bin/true"};
  try {
    return run(probe, Limits{}).ending.clean() ? ""
                                               : "a program that does nothing did not end well";
  } catch (const SandboxError& error) {
    return error.what();
  }
}

void Sandbox::find_step(Isolation isolation) {
  for (const Step candidate :
       {Step::namespaces_and_cgroup, Step::namespaces, Step::landlock, Step::nothing}) {
    if (candidate == Step::nothing && isolation == Isolation::required) break;
    const std::string why = why_not(candidate);
    if (why.empty()) return;
    helper_->reasons.push_back({candidate, why});
  }
  throw NoSandbox(helper_->reasons);
}

Sandbox::~Sandbox() = default;

Step Sandbox::step() const noexcept { return helper_->step; }

int Sandbox::connection() const noexcept { return helper_->socket.get(); }

const std::vector<Refusal>& Sandbox::reasons() const noexcept { return helper_->reasons; }

Running Sandbox::start(const Program& program, const Limits& limits) {
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  Pipe request = make_pipe();
  Pipe response = make_pipe();
  SocketPair control = packet_pair();
  const int descriptors[kDescriptors] = {control.theirs.get(), output.write.get(),
                                         errors.write.get(), request.read.get(),
                                         response.write.get()};
  const Launch launch{helper_->step, program, limits, own_processors()};
  if (!send_packet(helper_->socket.get(), wire::encode(launch), descriptors)) {
    throw SandboxError("the sandbox's helper is gone");
  }
  auto state = std::make_unique<Running::State>();
  state->limits = limits;
  state->mounts = program.mounts;
  state->step = helper_->step;
  state->control = std::move(control.ours);
  state->output.fd = std::move(output.read);
  state->errors.fd = std::move(errors.read);
  state->request = std::move(request.write);
  state->response = std::move(response.read);
  state->prepare();
  return Running(std::move(state));
}

Facts Sandbox::run(const Program& program, const Limits& limits) {
  return start(program, limits).finish();
}

}  // namespace lockstep::sandbox
