// The process that becomes the program: everything between its creation and its execution.
#pragma once

#include <string>
#include <string_view>

#include <sys/types.h>

#include "init.hpp"

namespace lockstep::sandbox {

/// One packet to the supervisor; a supervisor that is gone ends the calling process.
void tell(int supervisor, InitMessage kind, std::string_view payload = {},
          std::span<const int> descriptors = {});

/// The program cannot be run: says why, and ends the calling process.
[[noreturn]] void fail(int supervisor, const std::string& sentence);

/// Starts the program in the run's cgroup, without rights, and returns its process id. Throws
/// std::system_error; what goes wrong in the new process is told to the supervisor from there.
pid_t start_program(const InitSetting& setting, const Launch& launch,
                    ProgramDescriptors descriptors, Fd& supervisor);

}  // namespace lockstep::sandbox
