// What a program holds at one moment, read from /proc.
#pragma once

#include <set>
#include <string>

#include <sys/types.h>

#include <lockstep/sandbox/facts.hpp>

namespace lockstep::sandbox {

/// Everything but the named objects, which only init can see. `outside` are the conversation's own
/// pipes, which do not count.
[[nodiscard]] Inventory inventory_of(pid_t program, const std::set<std::string>& outside);

}  // namespace lockstep::sandbox
