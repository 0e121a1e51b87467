// Answers one request: looks up the function, calls it, encodes what came of it.
#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <system_error>
#include <typeinfo>

#include <lockstep/entry/functions.hpp>
#include <lockstep/wire/frame.hpp>

#include "answers.hpp"

namespace lockstep::entry {
namespace {

constinit const Functions* registered = nullptr;

std::string demangled(const std::type_info& type) {
  int status = 0;
  char* name = abi::__cxa_demangle(type.name(), nullptr, nullptr, &status);
  std::string text = status == 0 ? name : type.name();
  std::free(name);
  return text;
}

wire::Response threw(std::string type, const char* what) {
  wire::Response response;
  response.kind = wire::Response::Kind::threw;
  response.exception_type = std::move(type);
  response.exception_what = what == nullptr ? "" : what;
  return response;
}

wire::Response refused(wire::Response::Kind kind, std::string why) {
  wire::Response response;
  response.kind = kind;
  response.exception_what = std::move(why);
  return response;
}

/// Must be called where an exception is being handled.
wire::Response current_exception_response() {
  try {
    throw;
  } catch (const abi::__forced_unwind&) {
    throw;  // pthread_exit() in the main thread: not an exception, and it must not be stopped
  } catch (const wire::DecodeError& error) {
    return refused(wire::Response::Kind::bad_request, error.what());
  } catch (const std::invalid_argument& error) {
    return threw("std::invalid_argument", error.what());
  } catch (const std::system_error& error) {
    return threw("std::system_error", error.what());
  } catch (const std::exception& error) {
    return threw(demangled(typeid(error)), error.what());
  } catch (...) {
    return threw("unknown exception", "");
  }
}

wire::Response answer(const wire::Request& request) {
  const Function* function = Functions::find(request.function);
  if (function == nullptr) {
    return refused(wire::Response::Kind::unknown_function,
                   "no function '" + request.function + "'");
  }
  std::string activity;
  wire::Response response;
  try {
    for (std::uint32_t before = 1; before < request.conditions.calls; ++before) {
      (*function)(request, activity);
    }
    response.value = (*function)(request, activity);
  } catch (...) {
    response = current_exception_response();
  }
  response.activity = std::move(activity);
  return response;
}

}  // namespace

Functions::Functions(std::initializer_list<Function> functions)
    : functions_(functions), next_(registered) {
  registered = our_main_is_linked ? this : nullptr;
}

const Function* Functions::find(std::string_view name) noexcept {
  for (const Functions* some = registered; some != nullptr; some = some->next_) {
    for (const Function& function : some->functions_) {
      if (function.name() == name) return &function;
    }
  }
  return nullptr;
}

std::string encoded_answer(const std::string& payload, AddFacts add_facts) {
  wire::Response response;
  try {
    response = answer(wire::decode<wire::Request>(payload));
  } catch (const wire::DecodeError& error) {
    response = refused(wire::Response::Kind::bad_request, error.what());
  }
  if (add_facts != nullptr) add_facts(response);
  std::string bytes = wire::encode(response);
  if (bytes.size() > wire::frame_limit) {
    bytes = wire::encode(threw("result too large", "the result is too large to be sent back"));
  }
  return bytes;
}

}  // namespace lockstep::entry
