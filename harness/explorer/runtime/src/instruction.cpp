#include "instruction.hpp"

#include <cstring>

namespace lockstep::explorer::runtime {
namespace {

enum class Map : std::uint8_t { one_byte, two_bytes, after_38, after_3a };

/// What stands before the opcode.
struct Prefix {
  std::size_t length = 0;
  bool wide = false;    // REX.W
  bool narrow = false;  // 66: operands of 16 bits
  bool repeats = false;  // f3
  bool vector = false;  // VEX or EVEX
  Map map = Map::one_byte;
};

constexpr bool is_between(unsigned char value, unsigned char first, unsigned char last) noexcept {
  return value >= first && value <= last;
}

bool is_legacy_prefix(unsigned char byte) noexcept {
  switch (byte) {
    case 0x26: case 0x2e: case 0x36: case 0x3e: case 0x64: case 0x65:
    case 0x66: case 0x67: case 0xf0: case 0xf2: case 0xf3:
      return true;
    default:
      return false;
  }
}

Map map_numbered(unsigned number) noexcept {
  return number == 2 ? Map::after_38 : number == 3 ? Map::after_3a : Map::two_bytes;
}

void read_vector_prefix(Code at, Prefix& prefix) noexcept {
  prefix.vector = true;
  if (at[0] == 0xc5) {
    prefix.length += 2;
    prefix.map = Map::two_bytes;
  } else {
    prefix.length += at[0] == 0xc4 ? 3 : 4;
    prefix.map = map_numbered(at[1] & (at[0] == 0xc4 ? 0x1fU : 0x07U));
  }
}

/// The bytes up to `end` are at least as many as the longest instruction has.
Prefix read_prefix(Code at) noexcept {
  constexpr std::size_t most = 8;
  Prefix prefix;
  while (prefix.length < most && is_legacy_prefix(at[prefix.length])) {
    prefix.narrow |= at[prefix.length] == 0x66;
    prefix.repeats |= at[prefix.length] == 0xf3;
    ++prefix.length;
  }
  if ((at[prefix.length] & 0xf0) == 0x40) prefix.wide = (at[prefix.length++] & 8) != 0;
  const unsigned char first = at[prefix.length];
  if (first == 0xc4 || first == 0xc5 || first == 0x62) {
    read_vector_prefix(at + prefix.length, prefix);
  } else if (first == 0x0f) {
    const unsigned char second = at[prefix.length + 1];
    prefix.map = second == 0x38   ? Map::after_38
                 : second == 0x3a ? Map::after_3a
                                  : Map::two_bytes;
    prefix.length += prefix.map == Map::two_bytes ? 1 : 2;
  }
  return prefix;
}

bool has_operand_byte(Map map, unsigned char opcode) noexcept {
  if (map == Map::after_38 || map == Map::after_3a) return true;
  if (map == Map::two_bytes) {
    return !is_between(opcode, 0x80, 0x8f) && !is_between(opcode, 0xc8, 0xcf) &&
           !is_between(opcode, 0x30, 0x37) && !is_between(opcode, 0x05, 0x0b) && opcode != 0x77 &&
           opcode != 0xa2 && (opcode & 0xf6) != 0xa0;
  }
  if (opcode < 0x40) return (opcode & 7) < 4;
  return opcode == 0x63 || opcode == 0x69 || opcode == 0x6b || is_between(opcode, 0x80, 0x8f) ||
         opcode == 0xc0 || opcode == 0xc1 || opcode == 0xc6 || opcode == 0xc7 ||
         is_between(opcode, 0xd0, 0xd3) || is_between(opcode, 0xd8, 0xdf) || opcode == 0xf6 ||
         opcode == 0xf7 || opcode == 0xfe || opcode == 0xff;
}

/// ModRM, SIB and displacement.
std::size_t operand_length(Code at) noexcept {
  const unsigned mode = at[0] >> 6U;
  const unsigned memory = at[0] & 7U;
  if (mode == 3) return 1;
  const bool scaled = memory == 4;
  std::size_t length = scaled ? 2 : 1;
  if (mode == 1) return length + 1;
  const bool no_base = mode == 0 && (memory == 5 || (scaled && (at[1] & 7U) == 5));
  return length + (mode == 2 || no_base ? 4 : 0);
}

std::size_t immediate_of_one_byte(const Prefix& prefix, unsigned char opcode, Code operand) noexcept {
  const std::size_t whole = prefix.narrow ? 2 : 4;
  if (opcode < 0x40) return (opcode & 7) == 4 ? 1 : (opcode & 7) == 5 ? whole : 0;
  if (is_between(opcode, 0xb0, 0xb7) || is_between(opcode, 0x70, 0x7f)) return 1;
  if (is_between(opcode, 0xb8, 0xbf)) return prefix.wide ? 8 : whole;
  if (is_between(opcode, 0xa0, 0xa3)) return 8;
  switch (opcode) {
    case 0x6a: case 0x6b: case 0x80: case 0x83: case 0xa8: case 0xc0: case 0xc1: case 0xc6:
    case 0xcd: case 0xe0: case 0xe1: case 0xe2: case 0xe3: case 0xeb:
      return 1;
    case 0x68: case 0x69: case 0x81: case 0xa9: case 0xc7:
      return whole;
    case 0xe8: case 0xe9:
      return 4;
    case 0xc2:
      return 2;
    case 0xc8:
      return 3;
    case 0xf6:
      return (*operand & 0x30) == 0 ? 1 : 0;
    case 0xf7:
      return (*operand & 0x30) == 0 ? whole : 0;
    default:
      return 0;
  }
}

std::size_t immediate_length(const Prefix& prefix, unsigned char opcode, Code operand) noexcept {
  switch (prefix.map) {
    case Map::one_byte:
      return immediate_of_one_byte(prefix, opcode, operand);
    case Map::after_38:
      return 0;
    case Map::after_3a:
      return 1;
    case Map::two_bytes:
      break;
  }
  if (is_between(opcode, 0x80, 0x8f) && !prefix.vector) return 4;
  const bool one = is_between(opcode, 0x70, 0x73) || opcode == 0xa4 || opcode == 0xac ||
                   opcode == 0xba || opcode == 0xc2 || is_between(opcode, 0xc4, 0xc6);
  return one ? 1 : 0;
}

Instruction::Kind kind_of(const Prefix& prefix, unsigned char opcode) noexcept {
  using Kind = Instruction::Kind;
  if (prefix.vector) return Kind::other;
  if (prefix.map == Map::two_bytes) return is_between(opcode, 0x80, 0x8f) ? Kind::jump : Kind::other;
  if (prefix.map != Map::one_byte) return Kind::other;
  if (opcode == 0x90 && prefix.repeats) return Kind::pause;
  if (opcode == 0xe8) return Kind::call;
  const bool jumps = is_between(opcode, 0x70, 0x7f) || is_between(opcode, 0xe0, 0xe3) ||
                     opcode == 0xeb || opcode == 0xe9;
  return jumps ? Kind::jump : Kind::other;
}

/// Read from a copy, which has as many bytes as any instruction.
Instruction read(Code at, Code stands_at) noexcept {
  const Prefix prefix = read_prefix(at);
  const unsigned char opcode = at[prefix.length];
  const Code operand = at + prefix.length + 1;
  std::size_t length = prefix.length + 1;
  if (has_operand_byte(prefix.map, opcode)) length += operand_length(operand);
  const std::size_t immediate = immediate_length(prefix, opcode, operand);
  Instruction found;
  found.kind = kind_of(prefix, opcode);
  found.length = static_cast<std::uint8_t>(length + immediate);
  if (found.kind != Instruction::Kind::jump && found.kind != Instruction::Kind::call) return found;
  std::int32_t distance = 0;
  if (immediate == 1) {
    distance = static_cast<signed char>(at[length]);
  } else {
    std::memcpy(&distance, at + length, sizeof distance);
  }
  found.target = stands_at + found.length + distance;
  return found;
}

}  // namespace

Instruction read_instruction(Code at, Code end) noexcept {
  constexpr std::size_t longest = 15;
  unsigned char bytes[2 * longest] = {};
  for (std::size_t i = 0; i < longest && at + i < end; ++i) bytes[i] = at[i];
  Instruction found = read(bytes, at);
  if (found.length > longest || at + found.length > end) found = {};
  return found;
}

}  // namespace lockstep::explorer::runtime
