#include "names.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include <cxxabi.h>

namespace lockstep::policy {
namespace {

/// Sorted. Of the libraries that a submission is linked with on this machine.
constexpr std::string_view kLibraryNames[] = {
#include "library_names.inc"
};

bool is_of_a_library(std::string_view name) {
  return std::binary_search(std::begin(kLibraryNames), std::end(kLibraryNames), name);
}

template <std::size_t n>
bool starts_with_any(std::string_view name, const std::array<std::string_view, n>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [name](std::string_view prefix) { return name.starts_with(prefix); });
}

bool is_of_the_runtimes(std::string_view name) {
  constexpr std::array<std::string_view, 12> prefixes{
      "lockstep_",    "_ZN8lockstep",   "_ZNK8lockstep",   "__tsan_",
      "__sanitizer_", "__interceptor_", "___interceptor_", "__asan_",
      "__lsan_",      "__ubsan_",       "Annotate",        "WTFAnnotate"};
  return starts_with_any(name, prefixes);
}

/// Global ones; those of a class are called _ZN…nw….
bool is_allocation(std::string_view name) {
  constexpr std::array<std::string_view, 4> prefixes{"_Znw", "_Zna", "_Zdl", "_Zda"};
  return starts_with_any(name, prefixes);
}

/// Not inline in the library, and not a template: no honest object defines it in any way.
bool is_of_the_cpp_runtime(std::string_view name) {
  constexpr std::array<std::string_view, 12> exact{
      "_ZNSt6thread4joinEv",
      "_ZNSt6thread6detachEv",
      "_ZNSt6thread20hardware_concurrencyEv",
      "_ZNSt18condition_variableC1Ev",
      "_ZNSt18condition_variableD1Ev",
      "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE",
      "_ZNSt18condition_variable10notify_oneEv",
      "_ZNSt18condition_variable10notify_allEv",
      "_ZNSt6chrono3_V212steady_clock3nowEv",
      "_ZNSt6chrono3_V212system_clock3nowEv",
      "_ZSt9terminatev",
      "_ZSt20__throw_system_errori"};
  return std::find(exact.begin(), exact.end(), name) != exact.end() ||
         name.starts_with("_ZNSt6thread15_M_start_thread");
}

bool is_data_of_the_c_library(std::string_view name) {
  constexpr std::array<std::string_view, 10> exact{
      "environ", "__environ",  "_environ",    "stdin",         "stdout",
      "stderr",  "_IO_stdin_", "_IO_stdout_", "__malloc_hook", "__free_hook"};
  return std::find(exact.begin(), exact.end(), name) != exact.end();
}

/// What g++ and clang call in the code that they instrument. Everything else there is for people
/// who want to tell ThreadSanitizer something, or to silence it.
bool is_call_of_the_compiler(std::string_view name) {
  constexpr std::array<std::string_view, 12> prefixes{
      "__tsan_read",   "__tsan_write",  "__tsan_unaligned_", "__tsan_volatile_",
      "__tsan_atomic", "__tsan_vptr_",  "__tsan_func_",      "__tsan_init",
      "__tsan_memcpy", "__tsan_memset", "__tsan_memmove",    "__tsan_ignore_never"};
  return starts_with_any(name, prefixes);
}

}  // namespace

bool is_reserved_definition(const Symbol& symbol) {
  const std::string_view name = symbol.name;
  if (!symbol.defined || symbol.binding == Symbol::Binding::local || name == "main") return false;
  if (is_of_the_runtimes(name) || is_allocation(name)) return true;
  if (symbol.kind == Symbol::Kind::object) return is_data_of_the_c_library(name);
  if (is_of_the_cpp_runtime(name)) return true;
  // Inline functions and templates of the C++ library are weak, here as there.
  if (name.starts_with("_Z") && symbol.binding == Symbol::Binding::weak) return false;
  return is_of_a_library(name);
}

bool is_reserved_use(std::string_view name) {
  constexpr std::array<std::string_view, 7> lookups{
      "dlsym", "dlvsym", "dlopen", "dlmopen", "dlinfo", "__libc_dlsym", "__libc_dlopen_mode"};
  if (std::find(lookups.begin(), lookups.end(), name) != lookups.end()) return true;
  return is_of_the_runtimes(name) && !is_call_of_the_compiler(name);
}

std::string demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 && text != nullptr ? text.get() : name;
}

}  // namespace lockstep::policy
