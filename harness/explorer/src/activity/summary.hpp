// From the records of all tasks to facts: reads a finished recording, changes nothing.
#pragma once

#include <lockstep/explorer/activity.hpp>

#include "task.hpp"

namespace lockstep::explorer::activity {

/// `image` is where the program's code was loaded, so that addresses become those of its file.
Activity summarise(const Area& recorded, std::uintptr_t image);

}  // namespace lockstep::explorer::activity
