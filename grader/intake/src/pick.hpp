// Finds an exercise's files among what a student handed in.
#pragma once

#include <string>
#include <vector>

#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/store/ledger.hpp>

#include "tree.hpp"

namespace lockstep::intake {

/// One attempt from a folder or a virtual one. Nothing is guessed silently: what was taken though
/// it has another name, and what was left, stands in the remarks; where it is not clear what to
/// take there is a problem instead. Never throws Unreadable.
[[nodiscard]] store::Attempt pick(const Node& folder, const catalogue::Exercise& exercise);

/// A folder that exists in no file system.
[[nodiscard]] Node folder_of(std::vector<Node> nodes);

}  // namespace lockstep::intake
