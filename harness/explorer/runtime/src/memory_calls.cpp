// Functions that read and write memory for the program without being instrumented. Only what they
// are sure to touch counts as an access.
#include <cstddef>
#include <cstdint>

#include "access.hpp"
#include "keep.hpp"
#include "plain_copy.hpp"

namespace lockstep::explorer::runtime {
namespace {

std::size_t length(const char* text) noexcept {
  std::size_t n = 0;
  while (text[n] != '\0') ++n;
  return n;
}

std::size_t length_up_to(const char* text, std::size_t most) noexcept {
  std::size_t n = 0;
  while (n < most && text[n] != '\0') ++n;
  return n;
}

void copy(void* to, const void* from, std::size_t size, std::uintptr_t pc) {
  note_range(from, size, 0, pc);
  note_range(to, size, kWrite, pc);
  plain_copy(to, from, size);
}

void move(void* to, const void* from, std::size_t size, std::uintptr_t pc) {
  note_range(from, size, 0, pc);
  note_range(to, size, kWrite, pc);
  const auto distance =
      reinterpret_cast<std::uintptr_t>(to) - reinterpret_cast<std::uintptr_t>(from);
  if (distance >= size) {
    plain_copy(to, from, size);
  } else {
    plain_copy_backwards(to, from, size);
  }
}

void fill(void* to, int byte, std::size_t size, std::uintptr_t pc) {
  note_range(to, size, kWrite, pc);
  plain_fill(to, size, byte);
}

int compare(const void* a, const void* b, std::size_t size, std::uintptr_t pc) {
  const auto* x = static_cast<const unsigned char*>(a);
  const auto* y = static_cast<const unsigned char*>(b);
  std::size_t same = 0;
  while (same < size && x[same] == y[same]) ++same;
  const std::size_t looked = same < size ? same + 1 : size;
  note_range(a, looked, 0, pc);
  note_range(b, looked, 0, pc);
  return same < size ? x[same] - y[same] : 0;
}

int compare_texts(const char* a, const char* b, std::size_t most, std::uintptr_t pc) {
  std::size_t same = 0;
  while (same < most && a[same] == b[same] && a[same] != '\0') ++same;
  const std::size_t looked = same < most ? same + 1 : most;
  note_range(a, looked, 0, pc);
  note_range(b, looked, 0, pc);
  if (same == most) return 0;
  return static_cast<unsigned char>(a[same]) - static_cast<unsigned char>(b[same]);
}

}  // namespace

void keep_memory_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

// NOLINTBEGIN: the names are libc's.
extern "C" {

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t size) {
  runtime::copy(to, from, size, LOCKSTEP_PC);
  return to;
}
void* mempcpy(void* __restrict to, const void* __restrict from, std::size_t size) {
  runtime::copy(to, from, size, LOCKSTEP_PC);
  return static_cast<char*>(to) + size;
}
void* memmove(void* to, const void* from, std::size_t size) {
  runtime::move(to, from, size, LOCKSTEP_PC);
  return to;
}
void* memset(void* to, int byte, std::size_t size) {
  runtime::fill(to, byte, size, LOCKSTEP_PC);
  return to;
}
void* __tsan_memcpy(void* to, const void* from, std::size_t size) {
  runtime::copy(to, from, size, LOCKSTEP_PC);
  return to;
}
void* __tsan_memmove(void* to, const void* from, std::size_t size) {
  runtime::move(to, from, size, LOCKSTEP_PC);
  return to;
}
void* __tsan_memset(void* to, int byte, std::size_t size) {
  runtime::fill(to, byte, size, LOCKSTEP_PC);
  return to;
}
int memcmp(const void* a, const void* b, std::size_t size) {
  return runtime::compare(a, b, size, LOCKSTEP_PC);
}
std::size_t strlen(const char* text) {
  const std::size_t n = runtime::length(text);
  runtime::note_range(text, n + 1, 0, LOCKSTEP_PC);
  return n;
}
int strcmp(const char* a, const char* b) {
  return runtime::compare_texts(a, b, SIZE_MAX, LOCKSTEP_PC);
}
int strncmp(const char* a, const char* b, std::size_t most) {
  return runtime::compare_texts(a, b, most, LOCKSTEP_PC);
}
char* strcpy(char* __restrict to, const char* __restrict from) {
  runtime::copy(to, from, runtime::length(from) + 1, LOCKSTEP_PC);
  return to;
}
char* stpcpy(char* __restrict to, const char* __restrict from) {
  const std::size_t n = runtime::length(from);
  runtime::copy(to, from, n + 1, LOCKSTEP_PC);
  return to + n;
}
char* strncpy(char* __restrict to, const char* __restrict from, std::size_t most) {
  const std::size_t n = runtime::length_up_to(from, most);
  runtime::copy(to, from, n, LOCKSTEP_PC);
  runtime::fill(to + n, 0, most - n, LOCKSTEP_PC);
  return to;
}
char* strcat(char* __restrict to, const char* __restrict from) {
  const std::size_t before = runtime::length(to);
  runtime::note_range(to, before + 1, 0, LOCKSTEP_PC);
  runtime::copy(to + before, from, runtime::length(from) + 1, LOCKSTEP_PC);
  return to;
}

}  // extern "C"
// NOLINTEND
