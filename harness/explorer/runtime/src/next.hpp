// libc's own function behind an interposed name.
#pragma once

#include <dlfcn.h>

namespace lockstep::explorer::runtime {

template <class Function>
[[nodiscard]] Function* next_of(const char* name) noexcept {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace lockstep::explorer::runtime

// A macro, because it must turn a name into its text. Looked up at every call: these paths are
// rare, and a remembered address would lie in memory that is restored.
#define LOCKSTEP_NEXT(name) ::lockstep::explorer::runtime::next_of<decltype(name)>(#name)
