#include "endings.hpp"

#include <array>
#include <utility>

namespace hostile {

using lockstep::build::Product;
using lockstep::sandbox::Cause;
using lockstep::sandbox::Facts;

std::string name_of(const Facts& facts) {
  const int code = facts.ending.code;
  switch (facts.ending.cause) {
    case Cause::exited:
      return "exit " + std::to_string(code);
    case Cause::signalled:
      return "signal " + std::to_string(code);
    default:
      return lockstep::sandbox::name_of(facts.ending.cause);
  }
}

std::string name_of(const Product& product) {
  if (product.tampering) return "tampering";
  if (product.done()) return "made";
  if (!product.by_student) return "grader-fault";
  constexpr std::array<std::pair<const char*, const char*>, 8> words{{
      {" MiB of memory for this file", "memory-limit"},
      {"did not finish this file", "cpu-limit"},
      {"had more to say about this file", "output-limit"},
      {" MiB of this file. A huge", "file-limit"},
      {"No such file or directory", "not-found"},
      {"file not found", "not-found"},
      {"Permission denied", "not-found"},
      {" crashed ", "crash"},
  }};
  for (const auto& diagnostic : product.diagnostics) {
    for (const auto& [fragment, name] : words) {
      if (diagnostic.message.find(fragment) != std::string::npos) return name;
    }
  }
  return "error";
}

}  // namespace hostile
