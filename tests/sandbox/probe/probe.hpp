// What a submission might do, one behaviour each. Run in the sandbox only: several are hostile.

#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace probe {

using Arguments = std::vector<std::string>;

struct Behaviour {
  /// Adds itself to those that main() can call.
  Behaviour(const char* name, int (*act)(const Arguments&));
};

inline int number(const Arguments& arguments, std::size_t index, int otherwise = 0) {
  return index < arguments.size() ? std::atoi(arguments[index].c_str()) : otherwise;
}

void sleep_ms(int milliseconds);

/// Uses the processor for so long.
void burn_ms(int milliseconds);

/// Prints `what`, with errno's name where `result` is negative.
int tell(const char* what, long result);

}  // namespace probe
