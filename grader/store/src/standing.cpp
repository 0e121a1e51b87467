#include <lockstep/store/standing.hpp>

#include <array>
#include <utility>

#include "names.hpp"

namespace lockstep::store {
namespace {

constexpr std::array<std::pair<State, std::string_view>, 6> names{{
    {State::nothing, "nothing"},
    {State::waiting, "waiting"},
    {State::graded, "graded"},
    {State::did_not_compile, "did-not-compile"},
    {State::tampering, "tampering"},
    {State::fault, "grader-fault"},
}};

}  // namespace

std::string_view name(State state) noexcept {
  for (const auto& [each, text] : names) {
    if (each == state) return text;
  }
  return "?";
}

State state_called(std::string_view text) noexcept {
  for (const auto& [each, called] : names) {
    if (called == text) return each;
  }
  return State::fault;  // of an unknown state no points come
}

std::optional<int> Standing::points() const {
  return override_by_staff ? std::optional(override_by_staff->points) : score;
}

}  // namespace lockstep::store
