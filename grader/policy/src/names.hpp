// Which names of symbols a submission must leave alone.
#pragma once

#include <string_view>

#include <lockstep/policy/object_file.hpp>

namespace lockstep::policy {

/// Defining it takes the place of something that the C or C++ library, a sanitizer or the grader
/// brings. `main` is none of these: who leaves one in by mistake is told so by the linker.
[[nodiscard]] bool is_reserved_definition(const Symbol& symbol);

/// Using it reaches into the grader or its runtimes, or finds functions behind their back.
[[nodiscard]] bool is_reserved_use(std::string_view name);

/// "std::thread::join()" for "_ZNSt6thread4joinEv".
[[nodiscard]] std::string demangled(const std::string& name);

}  // namespace lockstep::policy
