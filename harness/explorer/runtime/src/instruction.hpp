// Reads x86-64 machine code: how long each instruction is, and where jumps and calls go. What an
// instruction computes is nobody's business here.
//
// Source of the encoding: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
//
// THREADS  plain functions; no state.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lockstep::explorer::runtime {

using Code = const unsigned char*;

struct Instruction {
  enum class Kind : std::uint8_t { other, jump, call, pause };
  Kind kind = Kind::other;
  std::uint8_t length = 0;  // 0: not known, or it would end past the end
  Code target = nullptr;    // of a jump or call whose target stands in it
};

/// `end` is past the last byte that may be read.
[[nodiscard]] Instruction read_instruction(Code at, Code end) noexcept;

}  // namespace lockstep::explorer::runtime
