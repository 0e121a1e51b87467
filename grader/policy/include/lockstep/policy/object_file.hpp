// An x86-64 or other 64-bit ELF object file, as far as the policy looks at it.
//
// The bytes are a compiler's on a student's text and are not trusted: every offset, size and index
// is checked before it is used, and what does not fit is refused as a whole. Read here, by the
// trusted side, and not by nm and readelf: their output is text, in which a symbol's name, which a
// student may choose freely, could pass for a line of its own.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::policy {

/// The bytes are no object file that a compiler makes.
class ObjectError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Section {
  std::string name;
  std::uint32_t type = 0;   // SHT_…
  std::uint64_t flags = 0;  // SHF_…

  [[nodiscard]] bool has(std::uint64_t flag) const { return (flags & flag) != 0; }
};

struct Symbol {
  enum class Binding : std::uint8_t { local, global, weak };
  enum class Kind : std::uint8_t { none, object, function, indirect_function, section, other };

  std::string name;
  Binding binding = Binding::local;
  Kind kind = Kind::none;
  bool defined = false;
  std::size_t section = 0;  // index into ObjectFile::sections; 0 where there is none
  std::uint64_t value = 0;
};

/// One function that runs before main().
struct Initialiser {
  std::size_t section = 0;  // where it is entered: ".init_array", ".init_array.00099"
  std::string function;     // empty: it has no name
};

struct ObjectFile {
  std::vector<Section> sections;
  std::vector<Symbol> symbols;
  std::vector<Initialiser> initialisers;
};

/// Throws ObjectError.
[[nodiscard]] ObjectFile read_object(std::string_view bytes);

}  // namespace lockstep::policy
