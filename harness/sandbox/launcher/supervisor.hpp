// Watches one run from outside its namespaces: limits, endings, questions from the library.
#pragma once

#include <string>
#include <vector>

#include "../src/descriptor.hpp"
#include "../src/message.hpp"
#include "filter.hpp"

namespace lockstep::sandbox {

/// Runs one launch to its end, as a process of its own; the reply that ends it is `finished` or
/// `failed`. Returns when nothing of the run is left.
void supervise(const Launch& launch, std::vector<Fd> descriptors, const Filter& confinement);

}  // namespace lockstep::sandbox
