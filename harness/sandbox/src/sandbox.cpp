#include <lockstep/sandbox/sandbox.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
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

Pipe make_pipe() {
  std::array<int, 2> ends{};
  check(::pipe2(ends.data(), O_CLOEXEC), "pipe");
  return {Fd(ends[0]), Fd(ends[1])};
}

/// posix_spawn and not Boost.Process: the suites, too, use this library, and need no event loop.
pid_t spawn_helper(const std::string& path, const Fd& socket) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // Through a third number, since a descriptor that is duplicated onto itself stays close-on-exec.
  constexpr int kBetween = 200;
  posix_spawn_file_actions_adddup2(&actions, socket.get(), kBetween);
  posix_spawn_file_actions_adddup2(&actions, kBetween, 3);
  posix_spawn_file_actions_addclose(&actions, kBetween);
  std::array<char*, 2> argv{const_cast<char*>(path.c_str()), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, path.c_str(), &actions, nullptr, argv.data(),
                                  environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw SandboxError("cannot start the sandbox's helper " + path + ": " +
                       std::generic_category().message(error));
  }
  return pid;
}

}  // namespace

char letter(Step step) noexcept { return static_cast<char>('A' + static_cast<int>(step)); }

struct Sandbox::Helper {
  Fd socket;
  pid_t pid = -1;
  Step step = Step::namespaces;
  std::vector<std::string> reasons;
};

Sandbox::Sandbox(const std::string& helper, std::optional<Step> step)
    : helper_(std::make_unique<Helper>()) {
  SocketPair pair = packet_pair();
  helper_->pid = spawn_helper(helper, pair.theirs);
  pair.theirs.reset();  // a helper that ends must be seen to end
  helper_->socket = std::move(pair.ours);
  if (step) {
    helper_->step = *step;
    return;
  }
  find_step();
}

/// Whether a step is to be had is found out by taking it.
void Sandbox::find_step() {
  Program probe;
  probe.argv = {"/usr/bin/true"};
  for (const Step candidate : {Step::namespaces, Step::landlock}) {
    helper_->step = candidate;
    try {
      if (run(probe, Limits{}).ending.clean()) return;
      helper_->reasons.emplace_back(std::string("step ") + letter(candidate) +
                                    ": a program that does nothing did not end well");
    } catch (const SandboxError& error) {
      helper_->reasons.emplace_back(std::string("step ") + letter(candidate) + ": " + error.what());
    }
  }
  std::string all;
  for (const std::string& reason : helper_->reasons) all += "\n  " + reason;
  throw SandboxError("this machine lets us isolate nothing; root, user namespaces or landlock "
                     "(Linux 6.12) would do:" + all);
}

Sandbox::~Sandbox() {
  helper_->socket.reset();
  while (::waitpid(helper_->pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Step Sandbox::step() const noexcept { return helper_->step; }

const std::vector<std::string>& Sandbox::reasons() const noexcept { return helper_->reasons; }

Running Sandbox::start(const Program& program, const Limits& limits) {
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  Pipe request = make_pipe();
  Pipe response = make_pipe();
  SocketPair control = packet_pair();
  const int descriptors[kDescriptors] = {control.theirs.get(), output.write.get(),
                                         errors.write.get(), request.read.get(),
                                         response.write.get()};
  const Launch launch{helper_->step, program, limits};
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
