// The words that addr2line takes and gives. Runs nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/explanation/place.hpp>

namespace lockstep::explanation {

/// Everything behind "addr2line -e PROGRAM": the command line would be too short for many
/// addresses, so they go into a file, one a line, that is named as "@FILE".
inline constexpr std::string_view kSymbolOptions[] = {"-a", "-i", "-f", "-C"};
[[nodiscard]] std::string addresses_file(std::span<const std::uint64_t> addresses);

/// The name under which a file of the user's own is shown; nullopt for everybody else's.
using OwnName = std::function<std::optional<std::string>(std::string_view path)>;

/// What addr2line printed. Lines that do not belong there are passed over: it speaks of a program
/// that may have been made to confuse it.
[[nodiscard]] Resolved read_symbols(std::string_view output, const OwnName& own_name);

/// Everything behind "objdump PROGRAM", and what it printed: "00404080 g     O .bss\t00000004 counter".
/// (nm takes five times as long: it loads plug-ins.)
inline constexpr std::string_view kVariableOptions[] = {"-t", "-C"};
[[nodiscard]] std::map<std::uint64_t, Variable> read_variables(std::string_view output);

}  // namespace lockstep::explanation
