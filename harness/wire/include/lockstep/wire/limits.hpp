// How much a message may ask of the side that decodes it.
#pragma once

#include <cstddef>

namespace lockstep::wire {

struct Limits {
  std::size_t bytes = std::size_t{16} << 20;    // length of the message
  std::size_t memory = std::size_t{256} << 20;  // bytes of all decoded elements and texts together
  std::size_t depth = 32;                       // containers inside containers
};

}  // namespace lockstep::wire
