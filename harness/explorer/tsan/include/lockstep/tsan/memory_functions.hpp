// The part of the ThreadSanitizer ABI that clang calls in place of the C library's functions, which
// do the work. Include it once in a runtime that looks at memory there or nowhere.
#pragma once

#include <cstddef>
#include <cstring>

extern "C" {

// NOLINTBEGIN: the names are the compiler's.
void* __tsan_memcpy(void* to, const void* from, std::size_t size) {
  return std::memcpy(to, from, size);
}
void* __tsan_memmove(void* to, const void* from, std::size_t size) {
  return std::memmove(to, from, size);
}
void* __tsan_memset(void* to, int value, std::size_t size) { return std::memset(to, value, size); }
// NOLINTEND

}  // extern "C"
