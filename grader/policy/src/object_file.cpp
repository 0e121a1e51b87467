#include <lockstep/policy/object_file.hpp>

#include <cstring>
#include <optional>
#include <type_traits>

#include <elf.h>

namespace lockstep::policy {
namespace {

constexpr std::size_t kMostSections = 60'000;  // above, ELF numbers them in another way
constexpr std::size_t kMostSymbols = 1'000'000;
constexpr std::size_t kLongestName = 4096;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {
    read_sections();
    read_symbols();
    read_initialisers();
  }

  ObjectFile result() && { return std::move(object_); }

 private:
  template <typename T>
  T at(std::uint64_t offset) const {
    static_assert(std::is_trivially_copyable_v<T>);
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) {
      throw ObjectError("the object file ends too early");
    }
    T value;
    std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }

  /// A table of `T` that is the content of a section; nothing is read yet.
  template <typename T>
  static std::size_t entries(const Elf64_Shdr& header) {
    if (header.sh_type == SHT_NOBITS || header.sh_entsize != sizeof(T)) {
      throw ObjectError("a table of the object file has another form");
    }
    return header.sh_size / sizeof(T);
  }

  template <typename T>
  T entry(const Elf64_Shdr& header, std::size_t index) const {
    // No overflow: the header's own range has been checked against the file.
    return at<T>(header.sh_offset + index * sizeof(T));
  }

  /// The text at `offset` of a string table, up to its zero.
  std::string name(std::uint32_t table, std::uint64_t offset) const {
    const Elf64_Shdr& header = header_of(table);
    if (header.sh_type != SHT_STRTAB || offset >= header.sh_size) {
      throw ObjectError("a name lies outside its table");
    }
    const std::string_view rest =
        bytes_.substr(header.sh_offset, header.sh_size).substr(offset, kLongestName);
    return std::string(rest.substr(0, rest.find('\0')));
  }

  const Elf64_Shdr& header_of(std::size_t index) const {
    if (index >= headers_.size()) throw ObjectError("a section's number is too large");
    return headers_[index];
  }

  void check_range(const Elf64_Shdr& header) const {
    if (header.sh_type == SHT_NOBITS || header.sh_type == SHT_NULL) return;
    if (header.sh_offset > bytes_.size() || header.sh_size > bytes_.size() - header.sh_offset) {
      throw ObjectError("a section lies outside the object file");
    }
  }

  void read_sections() {
    const auto file = at<Elf64_Ehdr>(0);
    const bool known = std::memcmp(file.e_ident, ELFMAG, SELFMAG) == 0 &&
                       file.e_ident[EI_CLASS] == ELFCLASS64 &&
                       file.e_ident[EI_DATA] == ELFDATA2LSB && file.e_type == ET_REL &&
                       file.e_shentsize == sizeof(Elf64_Shdr);
    if (!known) throw ObjectError("not an object file of this machine");
    if (file.e_shnum == 0 || file.e_shnum > kMostSections || file.e_shstrndx >= file.e_shnum) {
      throw ObjectError("the object file has too many sections, or none");
    }
    for (std::size_t i = 0; i < file.e_shnum; ++i) {
      const std::uint64_t step = i * sizeof(Elf64_Shdr);
      if (file.e_shoff > bytes_.size()) throw ObjectError("the object file ends too early");
      headers_.push_back(at<Elf64_Shdr>(file.e_shoff + step));
      check_range(headers_.back());
    }
    for (const Elf64_Shdr& header : headers_) {
      const bool named = header.sh_type != SHT_NULL;
      object_.sections.push_back({named ? name(file.e_shstrndx, header.sh_name) : std::string(),
                                  header.sh_type, header.sh_flags});
    }
  }

  static Symbol::Binding binding(unsigned char info) {
    switch (ELF64_ST_BIND(info)) {
      case STB_LOCAL:
        return Symbol::Binding::local;
      case STB_WEAK:
        return Symbol::Binding::weak;
      default:
        return Symbol::Binding::global;  // STB_GNU_UNIQUE too
    }
  }

  static Symbol::Kind kind(unsigned char info) {
    switch (ELF64_ST_TYPE(info)) {
      case STT_NOTYPE:
        return Symbol::Kind::none;
      case STT_OBJECT:
      case STT_COMMON:
      case STT_TLS:
        return Symbol::Kind::object;
      case STT_FUNC:
        return Symbol::Kind::function;
      case STT_GNU_IFUNC:
        return Symbol::Kind::indirect_function;
      case STT_SECTION:
        return Symbol::Kind::section;
      default:
        return Symbol::Kind::other;
    }
  }

  void read_symbols() {
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (headers_[i].sh_type != SHT_SYMTAB) continue;
      if (symbols_) throw ObjectError("the object file has two symbol tables");
      symbols_ = i;
    }
    if (!symbols_) throw ObjectError("the object file has no symbol table");
    const Elf64_Shdr& table = headers_[*symbols_];
    const std::size_t count = entries<Elf64_Sym>(table);
    if (count > kMostSymbols) throw ObjectError("the object file has too many symbols");
    for (std::size_t i = 0; i < count; ++i) {
      const auto raw = entry<Elf64_Sym>(table, i);
      Symbol symbol;
      symbol.name = i == 0 ? std::string() : name(table.sh_link, raw.st_name);
      symbol.binding = binding(raw.st_info);
      symbol.kind = kind(raw.st_info);
      symbol.defined = raw.st_shndx != SHN_UNDEF;
      symbol.value = raw.st_value;
      if (raw.st_shndx < SHN_LORESERVE) {
        if (raw.st_shndx >= headers_.size()) throw ObjectError("a section's number is too large");
        symbol.section = raw.st_shndx;
      } else if (raw.st_shndx == SHN_XINDEX) {
        throw ObjectError("the object file has too many sections");
      }
      object_.symbols.push_back(std::move(symbol));
    }
  }

  void read_initialisers() {
    for (const Elf64_Shdr& header : headers_) {
      if (header.sh_type != SHT_RELA) continue;
      const std::size_t target = header.sh_info;
      const Elf64_Shdr& initialised = header_of(target);
      if (initialised.sh_type != SHT_INIT_ARRAY) continue;
      const std::size_t count = entries<Elf64_Rela>(header);
      for (std::size_t i = 0; i < count; ++i) {
        const auto relocation = entry<Elf64_Rela>(header, i);
        object_.initialisers.push_back(
            {target, function_at(ELF64_R_SYM(relocation.r_info), relocation.r_addend)});
      }
    }
  }

  /// The relocation names the function, or its section and how far into it the function begins.
  std::string function_at(std::size_t index, std::int64_t addend) const {
    if (index >= object_.symbols.size()) throw ObjectError("a symbol's number is too large");
    const Symbol& symbol = object_.symbols[index];
    if (symbol.kind != Symbol::Kind::section) return addend == 0 ? symbol.name : std::string();
    for (const Symbol& each : object_.symbols) {
      const bool same = each.kind == Symbol::Kind::function && each.section == symbol.section &&
                        each.value == static_cast<std::uint64_t>(addend);
      if (same) return each.name;
    }
    return {};
  }

  std::string_view bytes_;
  std::vector<Elf64_Shdr> headers_;
  std::optional<std::size_t> symbols_;
  ObjectFile object_;
};

}  // namespace

ObjectFile read_object(std::string_view bytes) { return Reader(bytes).result(); }

}  // namespace lockstep::policy
