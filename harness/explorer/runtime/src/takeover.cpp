// Takes a whole program over: linked with -Wl,--wrap=__libc_start_main, the program's start comes
// here instead of to libc. What libc would do then, constructors, main and exit(), becomes the
// explored program's first task, again and again.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/frame.hpp>
#include <lockstep/wire/protocol.hpp>

#include "core.hpp"
#include "ending.hpp"
#include "execution.hpp"
#include "explore.hpp"
#include "keep_all.hpp"
#include "kernel.hpp"
#include "own_descriptors.hpp"
#include "pages.hpp"

extern "C" {
using Constructor = void (*)(int, char**, char**);
// Where the linker puts the constructors of the executable.
extern Constructor __init_array_start[] __attribute__((visibility("hidden")));
extern Constructor __init_array_end[] __attribute__((visibility("hidden")));
}

namespace lockstep::explorer::runtime {
namespace {

struct Program {
  int (*main)(int, char**, char**) = nullptr;
  int count = 0;
  char** arguments = nullptr;
};

constinit Program program;

void run_program() {
  char** environment = program.arguments + program.count + 1;
  for (const Constructor* at = __init_array_start; at != __init_array_end; ++at) {
    (*at)(program.count, program.arguments, environment);
  }
  exit_program(program.main(program.count, program.arguments, environment));
}

struct Channels {
  bool file = false;  // the request came from a file: nobody wants a report
  int reports = -1;
};

report::Request read_request(Channels& channels) {
  std::string bytes;
  if (const char* path = std::getenv("LOCKSTEP_EXPLORER_REQUEST"); path != nullptr) {
    channels.file = true;
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) give_up("cannot read the request of the explorer");
    bytes = wire::read_frame(fd).value_or("");
    ::close(fd);
  } else {
    channels.reports = moved_up(wire::response_fd);
    if (channels.reports < 0) give_up("this program was built to be explored by grade");
    bytes = wire::read_frame(wire::request_fd).value_or("");
    ::close(wire::request_fd);
    ::close(wire::response_fd);
  }
  return wire::decode<report::Request>(bytes);
}

void discard(int descriptor) {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  ::dup2(nowhere, descriptor);
  ::close(nowhere);
}

/// What the program prints is kept for each execution.
void capture_output() {
  const long memory = kernel(SYS_memfd_create, reinterpret_cast<long>("output"), 0);
  if (kernel_failed(memory)) return;
  const int fd = static_cast<int>(memory);
  void* bytes = ::mmap(nullptr, kMostOutput, PROT_READ, MAP_SHARED, fd, 0);
  if (bytes == MAP_FAILED) return;
  core->output_bytes = static_cast<const std::byte*>(bytes);
  core->output = moved_up(fd);
  ::dup2(fd, STDOUT_FILENO);
  static char buffer[BUFSIZ];  // or each execution would ask the kernel which size is best
  std::setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  ::close(fd);
}

[[noreturn]] void explore_program() {
  open_core();
  Channels channels;
  const report::Request request = read_request(channels);
  core->call = request.call;
  if (request.call.empty()) {
    capture_output();
  } else {
    discard(STDOUT_FILENO);
  }
  discard(STDERR_FILENO);
  keep_all();
  prepare_executions(run_program);
  const report::Report report = explore(request);
  if (!channels.file) wire::write_frame(channels.reports, wire::encode(report));
  kernel(SYS_exit_group, 0);
  __builtin_trap();
}

}  // namespace
}  // namespace lockstep::explorer::runtime

// NOLINTBEGIN: the linker makes the first name, the entry of submissions knows the others.
extern "C" const char* lockstep_explorer_call(std::size_t* size) {
  using lockstep::explorer::runtime::core;
  *size = core->call.size();
  return core->call.data();
}

extern "C" void lockstep_explorer_answer(const char* bytes, std::size_t size) {
  using namespace lockstep::explorer::runtime;
  const Inside inside;
  core->answer.assign(bytes, size);
}

extern "C" int __wrap___libc_start_main(int (*main)(int, char**, char**), int count,
                                        char** arguments, void (*)(), void (*)(), void (*)(),
                                        void*) {
  using namespace lockstep::explorer::runtime;
  program = {main, count, arguments};
  explore_program();
}
// NOLINTEND
