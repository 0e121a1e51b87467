// Bytes that claim to be an object file and what the assembler's stand-in noted of it: they are
// judged, or refused with an ObjectError. The two parts are divided by the first line that is "--".
#include <cstdint>
#include <string_view>

#include <lockstep/policy/policy.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lockstep::policy;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view kDivider = "\n--\n";
  const std::size_t divider = bytes.find(kDivider);
  const bool has_notes = divider != std::string_view::npos;
  const Assembly assembly =
      read_assembly(has_notes ? bytes.substr(divider + kDivider.size()) : std::string_view());
  try {
    const ObjectFile object = read_object(bytes.substr(0, divider));
    (void)tampering_in(object, assembly, {"student.cpp", true});
    (void)tampering_in(object, assembly, {"student.cpp", false});
  } catch (const ObjectError&) {
  }
  return 0;
}
