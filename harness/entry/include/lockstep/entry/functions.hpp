// The functions of an exercise that a suite may call by name.
//
// An exercise's entry.cpp holds one line for each; parameters and result come from the type:
//
//   static const lockstep::entry::Functions functions{
//       {"count_with_threads", &ex4::count_with_threads},
//       {"count_with_processes", &ex4::count_with_processes},
//   };
//
// Everything here runs inside the submission, on the untrusted side.
//
// THREADS  registered before main(), called by the main thread only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include <lockstep/entry/call_scope.hpp>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/protocol.hpp>

namespace lockstep::entry {

class Function {
 public:
  template <typename Result, typename... Parameters>
  Function(std::string_view name, Result (*function)(Parameters...))
      : name_(name),
        function_(reinterpret_cast<Erased>(function)),
        call_(&call_as<Result, Parameters...>) {}

  [[nodiscard]] std::string_view name() const noexcept { return name_; }

  /// Calls the function and returns its encoded result; fills `activity` however the call ends.
  ///
  /// Throws wire::DecodeError before the call if `request.arguments` do not fit, and lets through
  /// whatever the function throws.
  std::string operator()(const wire::Request& request, std::string& activity) const {
    return call_(function_, request, activity);
  }

 private:
  using Erased = void (*)();

  template <typename Result, typename... Parameters>
  static std::string call_as(Erased erased, const wire::Request& request, std::string& activity) {
    static_assert((... && (!std::is_lvalue_reference_v<Parameters> ||
                           std::is_const_v<std::remove_reference_t<Parameters>>)),
                  "a parameter that the function changes cannot be sent back");
    const auto function = reinterpret_cast<Result (*)(Parameters...)>(erased);
    auto arguments =
        wire::decode<std::tuple<std::remove_cvref_t<Parameters>...>>(request.arguments);
    const auto call = [&]() -> Result {
      const CallScope scope(request.conditions, activity);
      return std::apply(
          [&](auto&... values) -> Result { return function(static_cast<Parameters&&>(values)...); },
          arguments);
    };
    if constexpr (std::is_void_v<Result>) {
      call();
      return wire::encode(std::tuple<>{});
    } else {
      return wire::encode(call());
    }
  }

  std::string_view name_;
  Erased function_;
  std::string (*call_)(Erased, const wire::Request&, std::string&);
};

/// Registers its functions; lives as long as the program.
class Functions {
 public:
  Functions(std::initializer_list<Function> functions);
  Functions(const Functions&) = delete;
  Functions& operator=(const Functions&) = delete;

  /// Null if no Functions has this name.
  static const Function* find(std::string_view name) noexcept;

 private:
  std::vector<Function> functions_;
  const Functions* next_;
};

}  // namespace lockstep::entry
