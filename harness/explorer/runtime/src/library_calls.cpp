// Functions of libstdc++.so that work on objects of the program: streams, the nodes of maps and
// lists. They are compiled into the library and not instrumented, so what they read and write is
// noted here, at the place of their caller; then they are gone on to, with all arguments as they
// were.
//
// Only what such a function is sure to touch counts, or what the standard says that it may modify.
// Calls from within libraries count nowhere: they are part of another call.
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <istream>
#include <ostream>
#include <sstream>
#include <typeinfo>

#include "access.hpp"
#include "keep.hpp"
#include "next.hpp"
#include "program_code.hpp"

// <iostream> would bring an object whose constructor runs in every execution.
namespace std {
extern istream cin;
extern ostream cout;
extern ostream cerr;
extern ostream clog;
}  // namespace std

namespace lockstep::explorer::runtime {

/// The first four arguments of a call, `this` among them, or where its result goes.
struct Arguments {
  std::uintptr_t first, second, third, fourth;
};

struct Call {
  const Arguments& arguments;
  std::uintptr_t pc;

  /// First of all, where the call is an operation: what others may see of it, in two places.
  void is_about(std::uintptr_t address, std::uintptr_t other, AccessKey kind) const {
    if (any_special) special_access(address, sizeof(std::uintptr_t), kind, pc, other);
  }
  void reads(std::uintptr_t address, std::size_t size) const { touches(address, size, 0); }
  void writes(std::uintptr_t address, std::size_t size) const { touches(address, size, kWrite); }

 private:
  void touches(std::uintptr_t address, std::size_t size, AccessKey kind) const {
    if (any_special) return check_access(address, static_cast<std::uint32_t>(size), kind, pc);
    note_access(address, static_cast<std::uint32_t>(size), kind, pc);
  }
};

struct LibraryFunction {
  void* itself;  // found before the first execution
  const char* name;
  void (*touches)(const Call&);
};

}  // namespace lockstep::explorer::runtime

extern "C" {
// Where the linker puts what stands in their section.
extern lockstep::explorer::runtime::LibraryFunction __start_lockstep_library[]
    __attribute__((visibility("hidden")));
extern lockstep::explorer::runtime::LibraryFunction __stop_lockstep_library[]
    __attribute__((visibility("hidden")));
}

namespace lockstep::explorer::runtime {
namespace {

std::uintptr_t address_of_object(const void* object) noexcept {
  return reinterpret_cast<std::uintptr_t>(object);
}

// Streams. In std::ios precision, width, flags and state follow each other; in a buffer six
// pointers do.
constexpr std::size_t kSettingsAt = 8;
constexpr std::size_t kSettingsSize = 28;
constexpr std::size_t kStateAt = 32;
constexpr std::size_t kStateSize = 4;
constexpr std::size_t kPointersAt = 8;
constexpr std::size_t kPointersSize = 6 * sizeof(char*);
constexpr std::size_t kPointer = sizeof(std::uintptr_t);
constexpr std::size_t kTextSize = 2 * sizeof(char*);  // of a std::string: where, and how long

/// What stands behind a stream's virtual base is the same for all of them.
const std::ios& ios_of(std::uintptr_t stream) noexcept {
  return *reinterpret_cast<const std::istream*>(stream);
}

/// All threads may use them, as long as they are synchronised with C's.
bool is_everybodys(const std::ios& ios) noexcept {
  return &ios == &std::cout || &ios == &std::cin || &ios == &std::cerr || &ios == &std::clog;
}

/// A buffer that the program has written itself may have a lock of its own.
const std::streambuf* known_buffer(const std::ios& ios) {
  const std::streambuf* buffer = ios.rdbuf();
  if (buffer == nullptr) return nullptr;
  const std::type_info& type = typeid(*buffer);
  return type == typeid(std::stringbuf) || type == typeid(std::filebuf) ? buffer : nullptr;
}

std::uintptr_t pointers_of(const void* buffer) noexcept {
  return address_of_object(buffer) + kPointersAt;
}

void buffer_touched(const Call& call, const void* buffer, AccessKey kind) {
  const std::uintptr_t at = pointers_of(buffer);
  call.is_about(at, at, kind);
  kind == 0 ? call.reads(at, kPointersSize) : call.writes(at, kPointersSize);
}

void state_touched(const Call& call, const std::ios& ios, AccessKey kind) {
  if (is_everybodys(ios)) return;
  const std::uintptr_t at = address_of_object(&ios);
  call.is_about(at + kStateAt, at + kStateAt, kind);
  if (kind == 0) return call.reads(at + kStateAt, kStateSize);
  call.writes(at + kSettingsAt, kSettingsSize);
}

void stream(const Call& call) {
  const std::ios& ios = ios_of(call.arguments.first);
  if (is_everybodys(ios)) return;
  if (ios.rdbuf() == nullptr) return state_touched(call, ios, 0);
  const std::uintptr_t at = address_of_object(&ios);
  const std::streambuf* buffer = known_buffer(ios);
  call.is_about(at + kStateAt, buffer == nullptr ? at + kStateAt : pointers_of(buffer), kWrite);
  call.writes(at + kSettingsAt, kSettingsSize);
  if (buffer != nullptr) call.writes(pointers_of(buffer), kPointersSize);
}

void stream_into_string(const Call& call) {
  stream(call);
  call.writes(call.arguments.second, kTextSize);
}

void state(const Call& call) {
  state_touched(call, *reinterpret_cast<const std::ios*>(call.arguments.first), kWrite);
}
void state_read(const Call& call) {
  state_touched(call, *reinterpret_cast<const std::ios*>(call.arguments.first), 0);
}

/// Where a call's result is an object, it comes before `this`.
void buffer(const Call& call) {
  buffer_touched(call, reinterpret_cast<const void*>(call.arguments.first), kWrite);
}
void buffer_looked_at(const Call& call) {
  buffer_touched(call, reinterpret_cast<const void*>(call.arguments.first), 0);
}
void buffer_into_result(const Call& call) {
  buffer_touched(call, reinterpret_cast<const void*>(call.arguments.second), 0);
}
void buffer_moved(const Call& call) {
  buffer_touched(call, reinterpret_cast<const void*>(call.arguments.second), kWrite);
}

void buffer_of_touched(const Call& call, std::uintptr_t stream, AccessKey kind) {
  const std::streambuf* buffer = known_buffer(ios_of(stream));
  if (buffer != nullptr) buffer_touched(call, buffer, kind);
}
void stream_buffer(const Call& call) { buffer_of_touched(call, call.arguments.first, kWrite); }
void stream_buffer_looked_at(const Call& call) { buffer_of_touched(call, call.arguments.first, 0); }
void stream_buffer_into_result(const Call& call) {
  buffer_of_touched(call, call.arguments.second, 0);
}
void stream_buffer_moved(const Call& call) {
  buffer_of_touched(call, call.arguments.second, kWrite);
}

// Trees: a node is its colour, its parent, left, right. The header has the root where others have
// their parent, and who looks for a key begins there. That others move when a tree is balanced
// counts as a change of the header alone.
struct TreeNode {
  std::uintptr_t colour, parent, left, right;
};

void header_written(const Call& call, std::uintptr_t header) {
  call.is_about(header + offsetof(TreeNode, parent), header + offsetof(TreeNode, left), kWrite);
  call.writes(header, sizeof(TreeNode));
}

void tree_insert(const Call& call) {
  const auto& [left, node, parent, header] = call.arguments;
  header_written(call, header);
  call.writes(node, sizeof(TreeNode));
  if (parent == header) return;
  const bool goes_left = (left & 0xff) != 0;
  call.writes(parent + (goes_left ? offsetof(TreeNode, left) : offsetof(TreeNode, right)),
              kPointer);
}
void tree_erase(const Call& call) {
  header_written(call, call.arguments.second);
  call.writes(call.arguments.first, sizeof(TreeNode));
}
void one_pointer_read(const Call& call, std::uintptr_t at) {
  call.is_about(at, at, 0);
  call.reads(at, kPointer);
}
void tree_increment(const Call& call) {
  one_pointer_read(call, call.arguments.first + offsetof(TreeNode, right));
}
void tree_decrement(const Call& call) {
  one_pointer_read(call, call.arguments.first + offsetof(TreeNode, left));
}

// Lists.
struct ListNode {
  std::uintptr_t next, previous;
};

std::uintptr_t previous_at(std::uintptr_t node) noexcept {
  return node + offsetof(ListNode, previous);
}
std::uintptr_t before(std::uintptr_t node) noexcept {
  return reinterpret_cast<const ListNode*>(node)->previous;
}
std::uintptr_t after(std::uintptr_t node) noexcept {
  return reinterpret_cast<const ListNode*>(node)->next;
}

void list_hook(const Call& call) {
  const auto& [node, place, third, fourth] = call.arguments;
  call.is_about(before(place), previous_at(place), kWrite);
  call.writes(node, sizeof(ListNode));
  call.writes(previous_at(place), kPointer);
  call.writes(before(place), kPointer);
}
void list_unhook(const Call& call) {
  const std::uintptr_t node = call.arguments.first;
  call.is_about(before(node), previous_at(after(node)), kWrite);
  call.reads(node, sizeof(ListNode));
  call.writes(before(node), kPointer);
  call.writes(previous_at(after(node)), kPointer);
}
void list_transfer(const Call& call) {
  const auto& [place, first, end, fourth] = call.arguments;
  if (place == end) return;
  call.is_about(before(first), before(place), kWrite);
  for (const std::uintptr_t node : {place, first, end}) {
    call.writes(before(node), kPointer);
    call.writes(previous_at(node), kPointer);
  }
}
void whole_list(const Call& call, std::uintptr_t header) {
  call.is_about(header, previous_at(header), kWrite);
  call.writes(header, sizeof(ListNode));
}
void list_reverse(const Call& call) { whole_list(call, call.arguments.first); }
void list_swap(const Call& call) {
  whole_list(call, call.arguments.first);
  whole_list(call, call.arguments.second);
}

void find_itself(LibraryFunction& function) noexcept {
  if (function.itself == nullptr) function.itself = next_of<void>(function.name);
}

}  // namespace

void keep_library_calls() noexcept {
  for (LibraryFunction* at = __start_lockstep_library; at != __stop_lockstep_library; ++at)
    find_itself(*at);
}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

extern "C" {

/// Where the call goes on.
[[gnu::used]] void* lockstep_note_library_call(runtime::LibraryFunction* function,
                                               const runtime::Arguments* arguments,
                                               std::uintptr_t returns_to, std::uintptr_t stack) {
  if (runtime::active && runtime::is_program_code(returns_to)) {
    runtime::stack_at_hook = stack;
    function->touches({*arguments, returns_to - 1});
  }
  runtime::find_itself(*function);
  return function->itself;
}
}

// Each of them comes here with its entry in r11. What carries arguments is kept: six registers, and
// the first two of the others.
asm(R"(
.pushsection .text
.type lockstep_library_call, @function
lockstep_library_call:
  .cfi_startproc
  cmpb $0, _ZN8lockstep8explorer7runtime6activeE(%rip)
  jne 1f
  mov (%r11), %r10
  test %r10, %r10
  je 1f
  jmp *%r10
1:
  push %rbp
  .cfi_def_cfa_offset 16
  .cfi_offset %rbp, -16
  mov %rsp, %rbp
  .cfi_def_cfa_register %rbp
  sub $96, %rsp
  movups %xmm0, -32(%rbp)
  movups %xmm1, -48(%rbp)
  mov %r9, -56(%rbp)
  mov %r8, -64(%rbp)
  mov %rcx, -72(%rbp)
  mov %rdx, -80(%rbp)
  mov %rsi, -88(%rbp)
  mov %rdi, -96(%rbp)
  mov %r11, %rdi
  lea -96(%rbp), %rsi
  mov 8(%rbp), %rdx
  lea 16(%rbp), %rcx
  call lockstep_note_library_call
  mov %rax, %r11
  mov -96(%rbp), %rdi
  mov -88(%rbp), %rsi
  mov -80(%rbp), %rdx
  mov -72(%rbp), %rcx
  mov -64(%rbp), %r8
  mov -56(%rbp), %r9
  movups -48(%rbp), %xmm1
  movups -32(%rbp), %xmm0
  leave
  .cfi_def_cfa %rsp, 8
  jmp *%r11
  .cfi_endproc
.size lockstep_library_call, .-lockstep_library_call
.popsection
)");

// Weak, so that a program's own instance of a template is taken, which is instrumented. Aligned, so
// that the entries lie in their section without gaps.
#define LOCKSTEP_LIBRARY_FUNCTION(name, what)                                                    \
  asm(".pushsection .text\n.weak " #name "\n.type " #name ", @function\n" #name                  \
      ":\n"                                                                                      \
      "  lea lockstep_library_" #name                                                            \
      "(%rip), %r11\n  jmp lockstep_library_call\n"                                              \
      ".size " #name ", .-" #name "\n.popsection");                                              \
  extern "C" {                                                                                   \
  [[gnu::used, gnu::section("lockstep_library"),                                                 \
    gnu::aligned(8)]] constinit runtime::LibraryFunction lockstep_library_##name{nullptr, #name, \
                                                                                 runtime::what}; \
  }
#include "library_functions.inc"
#undef LOCKSTEP_LIBRARY_FUNCTION
