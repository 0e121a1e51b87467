// The student's functions as a suite sees them: typed handles that make calls. Nothing is linked
// and nothing runs here; see run.hpp and explore.hpp.
//
//   const auto sum_with_threads = LOCKSTEP_STUDENT(ex3::sum_with_threads);
//   auto outcome = run(sum_with_threads({3, 0, 7}));
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <lockstep/wire/codec.hpp>

#include <lockstep/suite/show.hpp>

namespace lockstep::suite {

/// One call that the submission is to make, with its arguments encoded.
template <class Result>
struct Call {
  std::string function;
  std::string arguments;
  std::string shown;  // for people: "sum_with_threads({3, 0, 7})"
};

template <class Signature>
class Function;

template <class Result, class... Parameters>
class Function<Result(Parameters...)> {
 public:
  explicit Function(std::string_view qualified_name)
      : name_(qualified_name.substr(qualified_name.rfind(':') + 1)) {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  [[nodiscard]] Call<Result> operator()(const std::decay_t<Parameters>&... arguments) const {
    std::string shown;
    ((shown += (shown.empty() ? "" : ", ") + show(arguments)), ...);
    return {name_, wire::encode(std::tuple<std::decay_t<Parameters>...>(arguments...)),
            name_ + "(" + shown + ")"};
  }

 private:
  std::string name_;
};

}  // namespace lockstep::suite

/// A handle of a declared function. The function is only named, never called or linked.
#define LOCKSTEP_STUDENT(function) \
  ::lockstep::suite::Function<std::remove_reference_t<decltype(function)>>(#function)
