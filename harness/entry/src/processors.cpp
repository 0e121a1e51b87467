#include "processors.hpp"

#include <sys/sysinfo.h>
#include <unistd.h>

#include <lockstep/wire/protocol.hpp>

namespace lockstep::entry {

constinit const int number_of_processors = wire::number_of_processors;

}  // namespace lockstep::entry

extern "C" {

/// What glibc's sysconf is an alias of.
long __sysconf(int name) noexcept;

int get_nprocs() noexcept { return lockstep::entry::number_of_processors; }
int get_nprocs_conf() noexcept { return lockstep::entry::number_of_processors; }

long sysconf(int name) noexcept {
  const bool processors = name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF;
  return processors ? lockstep::entry::number_of_processors : __sysconf(name);
}

}  // extern "C"
