// The names of steps and endings, for the library and for lockstep-launch.
#include <lockstep/sandbox/facts.hpp>

namespace lockstep::sandbox {

char letter(Step step) noexcept { return static_cast<char>('A' + static_cast<int>(step)); }

const char* name_of(Cause cause) noexcept {
  switch (cause) {
    case Cause::exited:
      return "exited";
    case Cause::signalled:
      return "signalled";
    case Cause::wall_limit:
      return "wall-limit";
    case Cause::cpu_limit:
      return "cpu-limit";
    case Cause::memory_limit:
      return "memory-limit";
    case Cause::process_limit:
      return "process-limit";
    case Cause::output_limit:
      return "output-limit";
    case Cause::file_limit:
      return "file-limit";
    case Cause::tampering:
      return "tampering";
    case Cause::stuck:
      return "stuck";
    case Cause::stopped:
      break;
  }
  return "stopped";
}

}  // namespace lockstep::sandbox
