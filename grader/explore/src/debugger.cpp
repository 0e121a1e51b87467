#include <lockstep/explore/debugger.hpp>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/messages.hpp>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/frame.hpp>

extern char** environ;

namespace lockstep::explore {
namespace {

/// Goes to the failing step, and there out of the runtime to the user's own line.
std::string script(const Exploration& exploration, const fs::path& request) {
  const std::string folder(build::kSubmissionFolder);
  const std::string inside = folder.substr(0, folder.size() - 1);
  return fmt::format(
      "set startup-with-shell off\n"
      "set confirm off\n"
      "set environment LOCKSTEP_EXPLORER_REQUEST {}\n"
      "set substitute-path {} {}\n"
      "run\n"
      "python\n"
      "frame = gdb.newest_frame()\n"
      "while frame is not None:\n"
      "    symtab = frame.find_sal().symtab\n"
      "    if symtab is not None and symtab.filename.startswith('{}'):\n"
      "        frame.select()\n"
      "        break\n"
      "    frame = frame.older()\n"
      "end\n"
      "frame\n",
      request.string(), inside, exploration.sources.string(), inside);
}

int run(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  for (const std::string& each : arguments) argv.push_back(const_cast<char*>(each.c_str()));
  argv.push_back(nullptr);
  // ^C is for the program in gdb.
  struct sigaction ignore {};
  struct sigaction before {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGINT, &ignore, &before);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGINT);
  ::sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, argv.front(), nullptr, &attributes, argv.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  int status = 0;
  if (error == 0) {
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
  }
  ::sigaction(SIGINT, &before, nullptr);
  if (error != 0) {
    throw build::GraderFault(fmt::format("cannot start gdb: {}", std::strerror(error)));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::string find_debugger() {
  for (const char* path : {"/usr/bin/gdb", "/usr/local/bin/gdb", "/bin/gdb"}) {
    if (::access(path, X_OK) == 0) return path;
  }
  return "";
}

int debug(const std::string& debugger, const Exploration& exploration, const Job& job,
          build::WorkFolder& folder) {
  explorer::report::Request request = job.request;
  request.trap_step = exploration.failing_step;
  const fs::path file = folder.write("request", wire::frame(wire::encode(request)));
  const fs::path commands = folder.write("gdb-commands", script(exploration, file));
  std::vector<std::string> arguments{
      debugger, "-q", "-nx", "-x", commands, "--args", exploration.program.string()};
  arguments.insert(arguments.end(), job.arguments.begin(), job.arguments.end());
  return run(arguments);
}

}  // namespace lockstep::explore
