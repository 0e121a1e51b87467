// The function that a wrapper stands in front of: the next definition of its name.
#pragma once

#include <dlfcn.h>

#include <atomic>

namespace lockstep::explorer::activity {

/// Looked up at the first call. glibc keeps old versions of some functions under the same name;
/// `version` asks for the one that programs are linked with today, where there are several.
template <typename Function>
Function* find_next(std::atomic<void*>& found, const char* name, const char* version) noexcept {
  void* function = found.load(std::memory_order_relaxed);
  if (function == nullptr) {
    if (version != nullptr) function = dlvsym(RTLD_NEXT, name, version);
    if (function == nullptr) function = dlsym(RTLD_NEXT, name);
    found.store(function, std::memory_order_relaxed);
  }
  return reinterpret_cast<Function*>(function);
}

}  // namespace lockstep::explorer::activity

// A macro, because it must turn a name into its text.
#define LOCKSTEP_NEXT_VERSION(name, version)                                                 \
  ([]() noexcept {                                                                           \
    static constinit std::atomic<void*> found{nullptr};                                      \
    return ::lockstep::explorer::activity::find_next<decltype(name)>(found, #name, version); \
  }())
#define LOCKSTEP_NEXT(name) LOCKSTEP_NEXT_VERSION(name, nullptr)
