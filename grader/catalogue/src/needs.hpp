// What a check needs must not, by any detour, need that check.
#pragma once

#include <string>
#include <vector>

#include "table.hpp"

namespace lockstep::catalogue {

/// `needs[i]` are the needs of `checks[i]`, all of them known. Throws ManifestError at a need that
/// closes a cycle, with the whole cycle.
void refuse_cycles(const Source& source, const std::vector<std::string>& checks,
                   const std::vector<std::vector<Located<std::string>>>& needs);

}  // namespace lockstep::catalogue
