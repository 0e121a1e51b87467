// Watches one run from outside its namespaces: limits, endings, questions from the library.
#pragma once

#include <string_view>
#include <vector>

#include "../src/descriptor.hpp"
#include "../src/message.hpp"
#include "prepare.hpp"

namespace lockstep::sandbox {

/// Runs one launch to its end, as a process of its own; the reply that ends it is `finished` or
/// `failed`. `encoded` is the launch as it came. Returns when nothing of the run is left.
void supervise(const Launch& launch, std::string_view encoded, std::vector<Fd> descriptors,
               Prepared& prepared);

/// What `supervise` says where there is nothing to supervise.
void refuse(const std::vector<Fd>& descriptors, const std::string& why);

}  // namespace lockstep::sandbox
