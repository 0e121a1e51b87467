// Pulls every hook out of the archive; see keep.hpp.
#pragma once

namespace lockstep::explorer::runtime {

void keep_all() noexcept;

}  // namespace lockstep::explorer::runtime
